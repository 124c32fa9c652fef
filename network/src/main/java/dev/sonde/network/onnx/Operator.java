package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One operator of ONNX.
 *
 * @param domain empty for ONNX's own
 * @param name as in the file: {@code Conv}
 * @param attributes all that any version has and that are computed
 * @param inputs how many it needs at least
 * @param units which axis of its results counts units
 * @param results what type of elements they have
 */
record Operator(
    String domain,
    String name,
    Set<String> attributes,
    int inputs,
    Units units,
    Results results,
    Computation computation) {

  /** What an operator does: all outputs that the node names, from a call. */
  @FunctionalInterface
  interface Computation {
    List<Datum> of(Call call);
  }

  /** What an operator over arrays does. */
  @FunctionalInterface
  interface Many {
    List<Array> of(Call call);
  }

  /** What an operator with one output does. */
  @FunctionalInterface
  interface One {
    Array of(Call call);
  }

  /**
   * The types of results where arrays hold a type that the engine does not compute with: the
   * operator sees the wider one.
   *
   * @param like the input whose type results have that come out as its wide one; −1 if the operator
   *     sees to types itself
   * @param from the first output that is of whole numbers of its own, not of that type
   */
  record Results(int like, int from) {
    static final Results SAME = new Results(0, Integer.MAX_VALUE);
    static final Results OWN = new Results(-1, 0);
  }

  /** Operators whose results share the memory of what they are given. */
  private static final Set<String> VIEWS =
      Set.of("Flatten", "Identity", "Reshape", "Squeeze", "Transpose", "Unsqueeze");

  /**
   * Operators that read of what they are given only as much as they give, or as graphs inside do.
   */
  private static final Set<String> PICKING =
      Set.of(
          "Gather",
          "GatherElements",
          "GatherND",
          "If",
          "Loop",
          "Optional",
          "OptionalGetElement",
          "OptionalHasElement",
          "Scan",
          "SequenceAt",
          "SequenceConstruct",
          "SequenceErase",
          "SequenceInsert",
          "SequenceLength",
          "SequenceMap",
          "Shape",
          "Size",
          "Slice",
          "Split",
          "SplitToSequence",
          "function");

  /** Operators whose inner products count by their multiplications. */
  private static final Set<String> PRODUCTS =
      Set.of("Conv", "ConvTranspose", "Einsum", "GRU", "Gemm", "LSTM", "MatMul", "RNN");

  /** Operators whose results depend on which of two numbers is greater, or on quotients. */
  private static final Set<String> ORDERING =
      Set.of(
          "ArgMax",
          "ArgMin",
          "Clip",
          "Div",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "Max",
          "Mean",
          "Min",
          "Mod",
          "Pow",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "Sign",
          "TopK",
          "Unique");

  boolean ordersNumbers() {
    return domain.isEmpty() && ORDERING.contains(name);
  }

  /** Whether what it is given is counted elsewhere than as numbers read one by one. */
  boolean picks() {
    return domain.isEmpty() && (PICKING.contains(name) || PRODUCTS.contains(name) || views());
  }

  boolean views() {
    return domain.isEmpty() && VIEWS.contains(name);
  }

  Operator {
    attributes = Collections.unmodifiableSet(new TreeSet<>(attributes));
  }

  /**
   * @param attributes separated by spaces; empty for none
   */
  static Operator one(String name, int inputs, Units units, String attributes, One computation) {
    return many(name, inputs, units, attributes, call -> List.of(computation.of(call)));
  }

  static Operator many(String name, int inputs, Units units, String attributes, Many computation) {
    return any(
            name,
            inputs,
            units,
            attributes,
            call -> {
              List<Datum> results = new ArrayList<>();
              for (Array array : computation.of(call)) results.add(Datum.of(array));
              return results;
            })
        .returning(Results.SAME);
  }

  /** An operator over values of any kind, with the types that they have. */
  static Operator any(
      String name, int inputs, Units units, String attributes, Computation computation) {
    Set<String> names = attributes.isEmpty() ? Set.of() : Set.of(attributes.split(" ", -1));
    return new Operator("", name, names, inputs, units, Results.OWN, computation);
  }

  Operator returning(Results other) {
    return new Operator(domain, name, attributes, inputs, units, other, computation);
  }

  /** Results have the type of this input. */
  Operator like(int input) {
    return returning(new Results(input, Integer.MAX_VALUE));
  }

  /** Results from this one on are indices or counts. */
  Operator counting(int from) {
    return returning(new Results(0, from));
  }

  /** The operator sees the types that values have, and gives results theirs. */
  Operator exact() {
    return returning(Results.OWN);
  }

  Operator in(String other) {
    return new Operator(other, name, attributes, inputs, units, results, computation);
  }

  /** How documents and the registry call it: {@code Conv}, {@code ai.onnx.ml.Binarizer}. */
  String qualified() {
    return domain.isEmpty() ? name : domain + "." + name;
  }

  /** Computes, with results in the types that the file means. */
  List<Datum> of(Call call) {
    List<Datum> computed = computation.of(call);
    if (results.like() < 0 || call.optionalType(results.like()).isEmpty()) return computed;
    ElementType type = call.optionalType(results.like()).get();
    if (type == Call.computed(type)) return computed;
    List<Datum> narrowed = new ArrayList<>();
    for (int i = 0; i < computed.size(); i++) {
      narrowed.add(i < results.from() ? narrow(computed.get(i), type) : computed.get(i));
    }
    return narrowed;
  }

  private static Datum narrow(Datum value, ElementType type) {
    boolean wide =
        value instanceof Datum.OfArray(Array array) && array.type() == Call.computed(type);
    return wide ? Datum.of(Casts.to(((Datum.OfArray) value).array(), type, true)) : value;
  }
}
