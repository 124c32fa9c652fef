/**
 * Which components contribute to a logit? See {@link
 * dev.sonde.question.transformers.attribution.AttributionQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.attribution;

import org.jspecify.annotations.NullMarked;
