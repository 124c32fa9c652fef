/**
 * Which paths between components recover the answer? See {@link
 * dev.sonde.question.transformers.paths.PathsQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.paths;

import org.jspecify.annotations.NullMarked;
