/**
 * What do the units of a network do on sets of inputs, and which are dead, saturated or duplicates?
 * {@link dev.sonde.question.networks.features.FeaturesQuestion}.
 */
@NullMarked
package dev.sonde.question.networks.features;

import org.jspecify.annotations.NullMarked;
