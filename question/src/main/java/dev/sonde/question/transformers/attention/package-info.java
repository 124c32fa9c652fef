/**
 * Where does attention go in a text? {@link
 * dev.sonde.question.transformers.attention.AttentionQuestion} shows patterns and measures shares.
 */
@NullMarked
package dev.sonde.question.transformers.attention;

import org.jspecify.annotations.NullMarked;
