/**
 * What does the residual stream hold? See {@link
 * dev.sonde.question.transformers.residual.ResidualQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.residual;

import org.jspecify.annotations.NullMarked;
