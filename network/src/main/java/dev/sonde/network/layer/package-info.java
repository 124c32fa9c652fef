/**
 * Layers, their parameters, and one pass through them. A layer is a record of its settings that
 * declares {@link dev.sonde.network.layer.ParameterSpec parameters} by PyTorch's names and computes
 * within a {@link dev.sonde.network.layer.Pass}, to which it reports its sites. {@link
 * dev.sonde.network.layer.Parameters} are the numbers, and what can be done to them: load, save,
 * transplant, freeze, prune, add noise.
 */
@NullMarked
package dev.sonde.network.layer;

import org.jspecify.annotations.NullMarked;
