/**
 * Is this file that brings its own computation ({@code .pt2}, TorchScript, ONNX) a transformer of a
 * family that is known? Entry: {@link dev.sonde.network.transformer.exported.ExportedTransformer}.
 * Costs a run of the file and one of each transformer that it may be, on a dozen tokens.
 */
@NullMarked
package dev.sonde.network.transformer.exported;

import org.jspecify.annotations.NullMarked;
