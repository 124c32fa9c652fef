package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxNode;
import dev.sonde.network.layer.Role;
import java.util.HashMap;
import java.util.Map;

/** What the constants of a graph are for, by the nodes that read them; the first use decides. */
final class ParameterRoles {

  private final Map<String, Role> found = new HashMap<>();

  void use(String address, OnnxNode node, int input) {
    Role role =
        switch (node.opType()) {
          case "Conv", "ConvTranspose", "Gemm" -> input == 1 ? Role.WEIGHT : Role.BIAS;
          case "MatMul" -> Role.WEIGHT;
          case "LSTM", "GRU", "RNN" ->
              switch (input) {
                case 1 -> Role.WEIGHT;
                case 2 -> Role.RECURRENT;
                default -> Role.BIAS;
              };
          case "BatchNormalization" ->
              switch (input) {
                case 1 -> Role.SCALE;
                case 2 -> Role.SHIFT;
                case 3 -> Role.MEAN;
                default -> Role.VARIANCE;
              };
          case "LayerNormalization", "InstanceNormalization", "GroupNormalization" ->
              input == 1 ? Role.SCALE : Role.SHIFT;
          case "Gather" -> input == 0 ? Role.EMBEDDING : Role.CONSTANT;
          case "PRelu" -> Role.SCALE;
          // An exporter writes a linear layer as MatMul and Add.
          case "Add" -> address.endsWith(".bias") ? Role.BIAS : Role.CONSTANT;
          case "Mul" -> address.endsWith(".weight") ? Role.SCALE : Role.CONSTANT;
          default -> address.endsWith(".weight") ? Role.WEIGHT : Role.CONSTANT;
        };
    found.merge(address, role, (first, next) -> first == Role.CONSTANT ? next : first);
  }

  Map<String, Role> found() {
    return found;
  }
}
