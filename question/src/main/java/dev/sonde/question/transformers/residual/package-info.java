/**
 * How does the residual stream change from layer to layer? See {@link
 * dev.sonde.question.transformers.residual.ResidualQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.residual;

import org.jspecify.annotations.NullMarked;
