/**
 * Which component wrote the answer? {@link
 * dev.sonde.network.transformer.attribution.LogitAttribution} splits a logit difference into what
 * embedding, heads, MLPs and biases wrote into the last residual stream (Elhage et al. 2021); the
 * parts sum to it. One pass.
 */
@NullMarked
package dev.sonde.network.transformer.attribution;

import org.jspecify.annotations.NullMarked;
