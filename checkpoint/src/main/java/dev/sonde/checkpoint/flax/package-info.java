/**
 * Weights of JAX models as {@code flax.serialization} writes them ({@code flax_model.msgpack}):
 * nested maps in MessagePack, arrays as an extension type of shape, dtype and bytes. Enter at
 * {@link dev.sonde.checkpoint.flax.FlaxReader}; opening walks the maps, the bytes stay mapped.
 */
@NullMarked
package dev.sonde.checkpoint.flax;

import org.jspecify.annotations.NullMarked;
