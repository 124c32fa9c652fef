package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxAttribute;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Spatial;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One execution of one node: its inputs and settings, with errors that name it. */
final class Call {

  private final Step step;
  private final Run run;
  private final Frame frame;
  private final List<Optional<Datum>> inputs;

  /** By identity: equal values may be held twice. */
  private final Set<Datum> held = Collections.newSetFromMap(new IdentityHashMap<>());

  private Spatial.@Nullable Geometry convolution;

  Call(Step step, Run run, Frame frame, List<Optional<Datum>> inputs) {
    this.step = step;
    this.run = run;
    this.frame = frame;
    this.inputs = inputs;
  }

  int opset() {
    return step.opset();
  }

  boolean isCalled(String... operators) {
    return List.of(operators).contains(step.operator().name());
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

  /** Runs a graph inside this call; its results are held until the call ends. */
  List<Datum> run(Block block, @Nullable Frame around, String suffix, List<Datum> given) {
    List<Datum> results = run.run(block, around, suffix, given);
    held.addAll(results);
    return results;
  }

  /** Frees results of {@link #run} before the call ends. */
  void letGo(List<Datum> results) {
    for (Datum result : results) if (held.remove(result)) run.letGo(result);
  }

  void letGo() {
    held.forEach(run::letGo);
    held.clear();
  }

  /** Whether this is one of the inputs itself. */
  boolean isGiven(Array output) {
    return inputs.stream()
        .flatMap(Optional::stream)
        .anyMatch(in -> in instanceof Datum.OfArray(Array array) && array.isSame(output));
  }

  /** Refuses to pass over a gradient: what is computed number by number has none. */
  void requireNoGradient() {
    for (Optional<Datum> input : inputs) {
      if (input.isPresent()
          && input.get() instanceof Datum.OfArray(Array array)
          && array.hasGradient()) {
        throw refused("passes no gradient on: ask for values, or for gradients behind it");
      }
    }
  }

  /** Most operators make as much as they are given, or say with {@link #requireSize} how much. */
  void requireRoom() {
    long most = 0;
    for (Optional<Datum> input : inputs) {
      if (input.isPresent() && input.get() instanceof Datum.OfArray(Array array)) {
        most = Math.max(most, array.count() * array.type().wide().dtype().byteSize());
      }
    }
    run.budget().require(most);
  }

  /** Counts what the operator reads, unless it picks from it. */
  void chargeInputs() {
    run.work().call(1);
    if (step.operator().picks()) return;
    for (Optional<Datum> input : inputs)
      if (input.isPresent()) run.work().charge(input.get().numbers());
  }

  /** Counts the multiplications of a product of arrays like this one before it is computed. */
  void chargeProduct(Array like, double multiplications) {
    run.work().multiply(multiplications, like.isReal());
  }

  // Inputs

  int inputs() {
    return inputs.size();
  }

  /**
   * An array in a type that is computed with; see {@link #exact}. Reals of 16 bits are computed
   * with as float32 and rounded once.
   */
  Optional<Array> optional(int index) {
    return exactly(index)
        .map(
            array -> {
              if (array.type() == ElementType.UINT64) requireSmall(array);
              return array.to(computed(array.type()));
            });
  }

  /** The engine takes 64 bits for a signed number: orders and quotients would be wrong. */
  private void requireSmall(Array array) {
    if (step.operator().ordersNumbers() && array.hasNegativeBits()) {
      throw refused("has uint64 numbers of 2⁶³ and more, which it does not compute with");
    }
  }

  /** The type in which operators see elements of a type. */
  static ElementType computed(ElementType type) {
    return switch (type) {
      case FLOAT16, BFLOAT16 -> ElementType.FLOAT32;
      default -> type.wide();
    };
  }

  /** An array with the type that it has. */
  Optional<Array> exactly(int index) {
    return value(index)
        .map(
            value -> {
              if (value instanceof Datum.OfArray(Array array)) return array;
              throw refused("needs an array as its input " + index + ", not " + value.words());
            });
  }

  /** An array with the type that it has. */
  Array exact(int index) {
    return exactly(index).orElseThrow(() -> refused("needs its input " + index));
  }

  /** Whatever the node is given; empty for an input left out. */
  Optional<Datum> value(int index) {
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  Datum any(int index) {
    return value(index).orElseThrow(() -> refused("needs its input " + index));
  }

  Datum.OfText text(int index) {
    if (any(index) instanceof Datum.OfText text) return text;
    throw refused("needs text as its input " + index + ", not " + any(index).words());
  }

  List<Datum> sequence(int index) {
    if (any(index) instanceof Datum.OfSequence(List<Datum> elements)) return elements;
    throw refused("needs a sequence as its input " + index + ", not " + any(index).words());
  }

  /** The type of an input that is an array. */
  Optional<ElementType> optionalType(int index) {
    return value(index)
        .flatMap(
            value ->
                value instanceof Datum.OfArray(Array array)
                    ? Optional.of(array.type())
                    : Optional.empty());
  }

  ElementType type(int index) {
    return optionalType(index).orElseThrow(() -> refused("needs an array as its input " + index));
  }

  Array input(int index) {
    return optional(index).orElseThrow(() -> refused("needs its input " + index));
  }

  @Nullable Array nullable(int index) {
    return optional(index).orElse(null);
  }

  /** All inputs, none left out. */
  List<Array> all() {
    return java.util.stream.IntStream.range(0, inputs.size()).mapToObj(this::input).toList();
  }

  /** All inputs of any kind, none left out. */
  List<Datum> values() {
    return java.util.stream.IntStream.range(0, inputs.size()).mapToObj(this::any).toList();
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

  /** One whole number that an input holds. */
  long number(int index, long absent) {
    if (value(index).isEmpty()) return absent;
    long[] numbers = numbers(index);
    if (numbers.length != 1) throw refused("needs one number as its input " + index);
    return numbers[0];
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

  /** An array or text among the attributes. */
  Optional<Datum> datum(String attribute) {
    OnnxAttribute found = step.node().attribute(attribute);
    if (found == null) return Optional.empty();
    if (found instanceof OnnxAttribute.OfTensor one) {
      return Optional.of(
          Constants.datum(one.value(), why -> refused("attribute '" + attribute + "' " + why)));
    }
    throw wrong(attribute, "an array");
  }

  Optional<Array> tensor(String attribute) {
    return datum(attribute)
        .map(
            found -> {
              if (found instanceof Datum.OfArray(Array array)) return array;
              throw wrong(attribute, "an array");
            });
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

  /** Refuses an array that would be too large before it is made, and counts it as work. */
  void requireSize(long... shape) {
    if (Limits.allows(shape)) {
      long elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      run.budget().require(4 * elements);
      run.work().charge((double) elements);
      return;
    }
    throw refused(
        "would make an array of shape "
            + Arrays.toString(shape)
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
