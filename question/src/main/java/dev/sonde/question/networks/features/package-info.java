/**
 * How are units' values distributed on sets of inputs, and which units are dead, saturated or
 * duplicates? {@link dev.sonde.question.networks.features.FeaturesQuestion}.
 */
@NullMarked
package dev.sonde.question.networks.features;

import org.jspecify.annotations.NullMarked;
