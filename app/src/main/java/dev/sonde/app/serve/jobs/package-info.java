/**
 * Questions that are being answered, and answers that are kept: {@link
 * dev.sonde.app.serve.jobs.Jobs} runs a few at a time, each question once, and forgets the oldest.
 */
@NullMarked
package dev.sonde.app.serve.jobs;

import org.jspecify.annotations.NullMarked;
