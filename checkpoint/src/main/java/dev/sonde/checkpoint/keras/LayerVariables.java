package dev.sonde.checkpoint.keras;

import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Keras' own layers call their variables, which files of Keras 3 only number, in the order in
 * which the layers make them. None is named unless all of a layer's are as expected: quantised and
 * user-made layers keep their numbers.
 */
final class LayerVariables {

  private static final List<String> KERNEL = List.of("kernel", "bias");
  private static final List<String> SCALE = List.of("gamma", "beta");
  private static final List<String> CELL = List.of("kernel", "recurrent_kernel", "bias");
  private static final List<String> SEPARABLE =
      List.of("depthwise_kernel", "pointwise_kernel", "bias");

  private LayerVariables() {}

  /**
   * The names of a layer's variables, or null if they are not known.
   *
   * @param kind the layer's class in snake case
   * @param config what the model says of the layer, or null
   * @param variables in the order of their numbers
   */
  static @Nullable List<String> names(
      String kind, @Nullable LayerConfig config, List<Tensor> variables) {
    if (config != null && !config.builtIn()) return null;
    if (!variables.stream().allMatch(variable -> variable.dtype().isFloating())) return null;
    int count = variables.size();
    List<String> names =
        switch (kind) {
          case "dense",
              "einsum_dense",
              "conv1d",
              "conv2d",
              "conv3d",
              "conv1d_transpose",
              "conv2d_transpose",
              "conv3d_transpose",
              "depthwise_conv1d",
              "depthwise_conv2d" ->
              biased(KERNEL, config, count);
          case "separable_conv1d", "separable_conv2d" -> biased(SEPARABLE, config, count);
          case "lstm_cell", "gru_cell", "simple_rnn_cell" -> biased(CELL, config, count);
          case "embedding" -> List.of("embeddings");
          case "p_re_lu" -> List.of("alpha");
          case "batch_normalization" -> batch(config, count);
          case "layer_normalization", "group_normalization" -> scaled(config, count);
          default -> null;
        };
    return names != null && names.size() == count && plausible(names, variables) ? names : null;
  }

  /** With a bias or without one. */
  private static List<String> biased(List<String> all, @Nullable LayerConfig config, int count) {
    boolean bias =
        config == null ? count == all.size() : config.option("use_bias", count == all.size());
    return bias ? all : all.subList(0, all.size() - 1);
  }

  private static @Nullable List<String> batch(@Nullable LayerConfig config, int count) {
    List<String> names = new ArrayList<>();
    if (config != null) {
      if (config.option("scale", true)) names.add("gamma");
      if (config.option("center", true)) names.add("beta");
    } else if (count == 4) {
      names.addAll(SCALE);
    } else if (count != 2) {
      return null;
    }
    names.add("moving_mean");
    names.add("moving_variance");
    return names;
  }

  private static @Nullable List<String> scaled(@Nullable LayerConfig config, int count) {
    if (config == null) return count == 2 ? SCALE : null;
    List<String> names = new ArrayList<>();
    if (config.option("scale", true)) names.add("gamma");
    if (config.option("center", true)) names.add("beta");
    return names;
  }

  /** A matrix of fewer than two axes or a recurrent one that does not fit is something else. */
  private static boolean plausible(List<String> names, List<Tensor> variables) {
    for (int i = 0; i < names.size(); i++) {
      int rank = variables.get(i).shape().rank();
      if (names.get(i).endsWith("kernel") && rank < 2) return false;
      if (names.get(i).startsWith("moving_") && rank != 1) return false;
    }
    if (!names.contains("recurrent_kernel")) return true;
    return lastExtent(variables.get(0)) == lastExtent(variables.get(1));
  }

  private static long lastExtent(Tensor tensor) {
    return tensor.shape().extent(tensor.shape().rank() - 1);
  }
}
