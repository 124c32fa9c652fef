package dev.sonde.checkpoint.gate;

import org.jspecify.annotations.Nullable;

/**
 * Three tensors that their file declares to be one recurrent layer, in ONNX's layout: {@code W}
 * [directions × gates·hidden × inputs], {@code R} [directions × gates·hidden × hidden], {@code B}
 * [directions × 2·gates·hidden].
 *
 * @param address of the layer: the node's name
 * @param input address of W
 * @param recurrent address of R
 * @param bias address of B, or null
 */
public record RecurrentNode(
    String address, Cell cell, String input, String recurrent, @Nullable String bias) {}
