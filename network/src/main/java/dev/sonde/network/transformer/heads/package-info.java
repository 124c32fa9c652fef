/**
 * Which head attends to what, and what does it copy? {@link
 * dev.sonde.network.transformer.heads.AttentionHeads} scores every head on texts and on random
 * repeated tokens, each score beside what it is for tokens that have nothing to do with each other.
 * One pass per text, with all patterns.
 */
@NullMarked
package dev.sonde.network.transformer.heads;

import org.jspecify.annotations.NullMarked;
