/**
 * The engine: a small facade over libtorch. {@link dev.sonde.network.torch.Torch} loads the
 * natives, {@link dev.sonde.network.torch.Array} is an array in native memory with its arithmetic,
 * {@link dev.sonde.network.torch.Functional} holds the layers' functions, {@link
 * dev.sonde.network.torch.Scope} frees what a step made. Nothing outside this package sees a type
 * of the bindings. A call costs 4 to 10 µs beside its arithmetic; one thread unless asked.
 */
@NullMarked
package dev.sonde.network.torch;

import org.jspecify.annotations.NullMarked;
