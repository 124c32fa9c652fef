/**
 * What a network is shown: {@link dev.sonde.network.data.Examples} for its inputs, read in batches,
 * and {@link dev.sonde.network.data.Targets} that it is judged by. {@link
 * dev.sonde.network.data.SiteValues} is what stands at one site for all examples.
 */
@NullMarked
package dev.sonde.network.data;

import org.jspecify.annotations.NullMarked;
