/**
 * Which component wrote the answer? See {@link
 * dev.sonde.question.transformers.attribution.AttributionQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.attribution;

import org.jspecify.annotations.NullMarked;
