package dev.sonde.network.program.module;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.torch.Value;
import dev.sonde.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tensors by name, and the modules that they would be the tensors of.
 *
 * @param tensors without what stands before all names
 * @param activation hint: what stands between linear layers
 * @param plain hint: what a plain recurrent layer computes, {@code relu} or {@code tanh}
 */
record StateDict(
    String file,
    boolean ordered,
    Map<String, Tensor> tensors,
    Optional<String> activation,
    Optional<String> plain) {

  static StateDict of(
      Checkpoint file, String prefix, Optional<String> activation, Optional<String> plain) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Tensor tensor : file.tensors()) {
      if (!tensor.address().startsWith(prefix)) continue;
      tensors.put(tensor.address().substring(prefix.length()), tensor);
    }
    boolean ordered = file.format().startsWith("pytorch");
    return new StateDict(file.path().toString(), ordered, tensors, activation, plain);
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** An extent of a tensor's shape, from behind if the axis is negative. */
  long extent(String name, int axis, int rank) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) throw wrong("no tensor '" + name + "'");
    if (tensor.shape().rank() != rank) {
      throw wrong("'" + name + "' has shape " + tensor.shape() + ", expected " + rank + " axes");
    }
    return tensor.shape().extent(axis < 0 ? rank + axis : axis);
  }

  int rank(String name) {
    Tensor tensor = tensors.get(name);
    return tensor == null ? -1 : tensor.shape().rank();
  }

  ProgramException wrong(String what) {
    return new ProgramException(file + ": " + what);
  }

  /** How many of {@code before + 0 + after}, {@code before + 1 + after}, … there are. */
  int count(String before, String after) {
    int n = 0;
    while (has(before + n + after)) n++;
    return n;
  }

  // Modules

  static final String NN = "torch.nn.modules.";

  /** A module without modules in it. */
  static ModuleTree leaf(String type, String path, Map<String, Value> settings) {
    return new ModuleTree(type, path, settings, Map.of());
  }

  static ModuleTree leaf(String type, String path) {
    return leaf(NN + type, path, Map.of());
  }

  static ModuleTree relu(String path) {
    return leaf("activation.ReLU", path);
  }

  static ModuleTree convolution(String path, long stride, long padding, long groups) {
    return leaf(
        NN + "conv.Conv2d",
        path,
        Map.of(
            "stride", Value.of(stride), "padding", Value.of(padding), "groups", Value.of(groups)));
  }

  static ModuleTree batchNorm(String path) {
    return leaf("batchnorm.BatchNorm2d", path);
  }

  static ModuleTree linear(String path) {
    return leaf("linear.Linear", path);
  }

  static ModuleTree maxPool(String path, long size, long stride, long padding, boolean ceil) {
    return leaf(
        NN + "pooling.MaxPool2d",
        path,
        Map.of(
            "kernel_size",
            Value.of(size),
            "stride",
            Value.of(stride),
            "padding",
            Value.of(padding),
            "ceil_mode",
            Value.of(ceil)));
  }

  static ModuleTree meanPool(String path, long size) {
    return leaf(NN + "pooling.AdaptiveAvgPool2d", path, Map.of("output_size", Value.of(size)));
  }

  /** A module of others, named by the last part of their paths. */
  static ModuleTree holding(
      String type, String path, Map<String, Value> settings, ModuleTree... children) {
    Map<String, ModuleTree> named = new LinkedHashMap<>();
    for (ModuleTree child : children) {
      named.put(child.path().substring(child.path().lastIndexOf('.') + 1), child);
    }
    return new ModuleTree(type, path, settings, named);
  }

  static ModuleTree sequential(String path, ModuleTree... children) {
    return holding(NN + "container.Sequential", path, Map.of(), children);
  }
}
