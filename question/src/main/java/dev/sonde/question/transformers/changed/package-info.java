/**
 * What did fine-tuning change? See {@link dev.sonde.question.transformers.changed.ChangedQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.changed;

import org.jspecify.annotations.NullMarked;
