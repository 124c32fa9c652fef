/**
 * Which part of a recurrent layer's weights belongs to which gate? {@link
 * dev.sonde.checkpoint.gate.Gates} recognises the layouts of PyTorch, Keras, Keras's CuDNN layers
 * and ONNX, and gives every gate's block one address and one orientation: {@code decoder.rnn/W_hf}
 * has a row for each hidden unit, wherever it comes from. Blocks are views (but CuDNN's input
 * kernels, which are copied when read).
 */
@NullMarked
package dev.sonde.checkpoint.gate;

import org.jspecify.annotations.NullMarked;
