/**
 * What has been trained and found: {@link dev.sonde.app.runs.RunsCommand} and SQL over all results.
 */
@NullMarked
package dev.sonde.app.runs;

import org.jspecify.annotations.NullMarked;
