package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxAttribute;
import dev.sonde.checkpoint.onnx.OnnxTensor;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Spatial;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One execution of one node: its inputs and settings, with errors that name it. */
final class Call {

  private final Step step;
  private final Run run;
  private final Frame frame;
  private final List<Optional<Array>> inputs;
  private Spatial.@Nullable Geometry convolution;

  Call(Step step, Run run, Frame frame, List<Optional<Array>> inputs) {
    this.step = step;
    this.run = run;
    this.frame = frame;
    this.inputs = inputs;
  }

  int opset() {
    return step.opset();
  }

  Run run() {
    return run;
  }

  Frame frame() {
    return frame;
  }

  Block block(String attribute) {
    Block block = step.blocks().get(attribute);
    if (block == null) throw refused("needs the graph '" + attribute + "'");
    return block;
  }

  // Inputs

  int inputs() {
    return inputs.size();
  }

  Optional<Array> optional(int index) {
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  Array input(int index) {
    return optional(index).orElseThrow(() -> refused("needs its input " + index));
  }

  @Nullable Array nullable(int index) {
    return optional(index).orElse(null);
  }

  /** All inputs, none left out. */
  List<Array> all() {
    return inputs.stream()
        .map(input -> input.orElseThrow(() -> refused("needs all its inputs")))
        .toList();
  }

  /** Whole numbers that an input holds. */
  long[] numbers(int index) {
    Array array = input(index);
    if (array.isReal()) throw refused("needs whole numbers as its input " + index);
    if (array.count() > 1 << 20) throw refused("has a list of " + array.count() + " numbers");
    return array.toLongs();
  }

  /** Whole numbers from an input, where newer versions have it, or from an attribute. */
  Optional<long[]> numbers(int index, String attribute) {
    if (optional(index).isPresent()) return Optional.of(numbers(index));
    return integers(attribute);
  }

  double number(int index) {
    Array array = input(index);
    if (array.count() != 1) throw refused("needs one number as its input " + index);
    return array.item();
  }

  int outputs() {
    return step.node().outputs().size();
  }

  /** Whether the node names its output {@code index}. */
  boolean wants(int index) {
    return index < outputs() && !step.node().outputs().get(index).isEmpty();
  }

  /** Notes that the node is a convolution, of its first input with its second. */
  void isConvolution(Spatial.Geometry geometry) {
    convolution = geometry;
  }

  Optional<Spatial.Geometry> convolution() {
    return Optional.ofNullable(convolution);
  }

  // Attributes

  boolean has(String attribute) {
    return step.node().attribute(attribute) != null;
  }

  long integer(String attribute, long absent) {
    OnnxAttribute found = step.node().attribute(attribute);
    if (found == null) return absent;
    if (found instanceof OnnxAttribute.OfInt one) return one.value();
    throw wrong(attribute, "one whole number");
  }

  boolean flag(String attribute, boolean absent) {
    return integer(attribute, absent ? 1 : 0) != 0;
  }

  double real(String attribute, double absent) {
    OnnxAttribute found = step.node().attribute(attribute);
    if (found == null) return absent;
    if (found instanceof OnnxAttribute.OfFloat one) return one.value();
    throw wrong(attribute, "one number");
  }

  String text(String attribute, String absent) {
    OnnxAttribute found = step.node().attribute(attribute);
    if (found == null) return absent;
    if (found instanceof OnnxAttribute.OfString one) return one.value();
    throw wrong(attribute, "text");
  }

  List<String> texts(String attribute) {
    OnnxAttribute found = step.node().attribute(attribute);
    if (found == null) return List.of();
    if (found instanceof OnnxAttribute.OfStrings many) return many.values();
    throw wrong(attribute, "a list of text");
  }

  Optional<long[]> integers(String attribute) {
    OnnxAttribute found = step.node().attribute(attribute);
    if (found == null) return Optional.empty();
    if (found instanceof OnnxAttribute.OfInts many) return Optional.of(many.values());
    throw wrong(attribute, "a list of whole numbers");
  }

  Optional<float[]> reals(String attribute) {
    OnnxAttribute found = step.node().attribute(attribute);
    if (found == null) return Optional.empty();
    if (found instanceof OnnxAttribute.OfFloats many) return Optional.of(many.values());
    throw wrong(attribute, "a list of numbers");
  }

  Optional<Tensor> tensor(String attribute) {
    OnnxAttribute found = step.node().attribute(attribute);
    if (found == null) return Optional.empty();
    if (found instanceof OnnxAttribute.OfTensor one
        && one.value() instanceof OnnxTensor.Dense dense) {
      return Optional.of(dense.tensor());
    }
    throw wrong(attribute, "an array");
  }

  private GraphException wrong(String attribute, String expected) {
    return refused("needs " + expected + " as its attribute '" + attribute + "'");
  }

  /** The index of an axis, counted from the front. */
  int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw refused("is along axis " + axis + " of an array with " + rank + " axes");
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** Refuses an array that would be too large before it is made. */
  void requireSize(long... shape) {
    if (Limits.allows(shape)) return;
    throw refused(
        "would make an array of shape "
            + java.util.Arrays.toString(shape)
            + "; at most "
            + Limits.ELEMENTS
            + " elements and "
            + Limits.RANK
            + " axes");
  }

  /**
   * @param why completes the sentence "operator 'Conv' (node '/conv1') …"
   */
  GraphException refused(String why) {
    return new GraphException(run.file() + ": " + step.called() + " " + why);
  }
}
