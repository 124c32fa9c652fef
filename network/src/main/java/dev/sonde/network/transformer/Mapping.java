package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tensor of a file is which weight. Every weight that is needed is asked for with its shape,
 * so that a file that does not fit its settings is known before memory is taken.
 */
final class Mapping {

  private final Checkpoint file;
  private final String prefix;
  private final String needs;
  private final Map<String, Tensor> weights = new LinkedHashMap<>();

  /**
   * @param prefixes of which the names in the file have one: {@code model.}, or none
   * @param known a name that tells which
   * @param needs who needs these weights, for messages: {@code its config.json (llama)}
   */
  Mapping(Checkpoint file, List<String> prefixes, String known, String needs) {
    this.file = file;
    this.needs = needs;
    String found = prefixes.getFirst();
    for (String each : prefixes.reversed()) if (file.has(each + known)) found = each;
    this.prefix = found;
  }

  Map<String, Tensor> weights() {
    return weights;
  }

  /** Whether the file has a tensor, with the prefix or without. */
  boolean has(String name) {
    return file.has(prefix + name) || file.has(name);
  }

  /**
   * The tensor of this name.
   *
   * @throws TransformerException if it is missing, or has another shape
   */
  Tensor tensor(String name, long... shape) {
    String address = address(name);
    if (!file.has(address)) {
      throw new TransformerException(
          file.path() + ": no tensor '" + prefix + name + "', which " + needs + " needs");
    }
    Tensor tensor = file.tensor(address);
    if (tensor.dtype().isComplex() || !tensor.shape().equals(Shape.of(shape))) {
      throw new TransformerException(
          file.path()
              + ": tensor '"
              + address
              + "' is "
              + tensor.dtype().label()
              + " "
              + tensor.shape()
              + ", "
              + needs
              + " needs "
              + Shape.of(shape));
    }
    return tensor;
  }

  private String address(String name) {
    return file.has(prefix + name) ? prefix + name : name;
  }

  void put(String weight, Tensor tensor) {
    weights.put(weight, tensor);
  }

  void put(String weight, String name, long... shape) {
    put(weight, tensor(name, shape));
  }

  /** As {@link #put(String, String, long...)}, where it may be missing. */
  void optional(String weight, String name, long... shape) {
    if (has(name)) put(weight, name, shape);
  }

  /** A matrix {@code [out × in]} and its bias, where there is one. */
  void linear(String weight, String name, long out, long in) {
    put(weight + ".weight", name + ".weight", out, in);
    optional(weight + ".bias", name + ".bias", out);
  }

  /** A norm's weight and bias, also under the names of 2018. */
  void norm(String weight, String name, long width) {
    boolean old = has(name + ".gamma");
    put(weight + ".weight", name + (old ? ".gamma" : ".weight"), width);
    optional(weight + ".bias", name + (old ? ".beta" : ".bias"), width);
  }

  /**
   * The matrix of the logits: the file's own, if it has one, as the reference has it; else the
   * table of embeddings where both are one, else none.
   */
  void unembed(String own, String table, boolean tied, long vocabulary, long width) {
    if (has(own) && !(tied && same(own, table))) put("unembed.weight", own, vocabulary, width);
    else if (tied) put("unembed.weight", table, vocabulary, width);
  }

  /** Whether two names stand for the same bytes, as in PyTorch's files. */
  private boolean same(String one, String other) {
    if (!has(other)) return false;
    Tensor a = file.tensor(address(one));
    Tensor b = file.tensor(address(other));
    return a.storage().equals(b.storage()) && a.byteOffset() == b.byteOffset();
  }

  /** Rows {@code from} to {@code to} of a packed matrix and its bias, where there is one. */
  void rows(String weight, String name, long from, long to, long out, long in) {
    put(weight + ".weight", tensor(name + ".weight", out, in).slice(0, from, to));
    if (has(name + ".bias")) put(weight + ".bias", tensor(name + ".bias", out).slice(0, from, to));
  }
}
