/**
 * Architectures and the networks made of them. A {@link dev.sonde.network.model.Model} says which
 * parameters it has and how it computes; a {@link dev.sonde.network.model.Network} is a model with
 * numbers in it: make it, load it, run it with probes, save it.
 */
@NullMarked
package dev.sonde.network.model;

import org.jspecify.annotations.NullMarked;
