/**
 * Which path carries an answer? See {@link dev.sonde.question.transformers.paths.PathsQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.paths;

import org.jspecify.annotations.NullMarked;
