/**
 * How good a network is, and which of its parts that rests on: {@link
 * dev.sonde.network.effects.Evaluation} judges it on labelled data, {@link
 * dev.sonde.network.effects.SiteAblation} ablates units and whole sites and judges again, {@link
 * dev.sonde.network.effects.SitePatching} puts values of one input into another.
 *
 * <p>Cost: an evaluation is one run of all examples. An ablation is a run for each variant, of what
 * lies behind the site alone (see {@link dev.sonde.network.layer.Memo}). Patching is a run for each
 * {@code tile} parts, and one backward.
 */
@NullMarked
package dev.sonde.network.effects;

import org.jspecify.annotations.NullMarked;
