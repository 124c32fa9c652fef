/**
 * How well does a model predict texts? See {@link
 * dev.sonde.question.transformers.perplexity.PerplexityQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.perplexity;

import org.jspecify.annotations.NullMarked;
