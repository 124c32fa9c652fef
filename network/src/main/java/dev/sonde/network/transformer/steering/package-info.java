/**
 * What does a model write when a direction is added inside it? {@link
 * dev.sonde.network.transformer.steering.Direction} is the difference of means of two sets of texts
 * at a site (Turner et al. 2023, Rimsky et al. 2024), to be added while a model generates. One pass
 * per text.
 */
@NullMarked
package dev.sonde.network.transformer.steering;

import org.jspecify.annotations.NullMarked;
