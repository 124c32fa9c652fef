/**
 * ONNX models, read with a protobuf wire reader of our own: enter at {@link
 * dev.sonde.checkpoint.onnx.OnnxModel#open} for the graph with its nodes, or at {@code
 * Checkpoint.open} for the tensors alone. Numbers stay mapped (in the file or in the external data
 * beside it) or are decoded when someone reads them.
 *
 * <p>Source: <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>, whose
 * field numbers stand in the parsers, and <a
 * href="https://protobuf.dev/programming-guides/encoding/">the encoding of protocol buffers</a>.
 */
@NullMarked
package dev.sonde.checkpoint.onnx;

import org.jspecify.annotations.NullMarked;
