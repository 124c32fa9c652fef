package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxAttribute;
import dev.sonde.checkpoint.onnx.OnnxNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All operators that run. */
public final class Operators {

  /** Versions of ONNX's operators that are read. */
  static final int EARLIEST = 1;

  static final int NEWEST = 28;

  /** The version that functions without a statement of their own are taken to have. */
  static final int LATEST = 17;

  private static final Map<String, Operator> BY_NAME = byName();

  private Operators() {}

  private static Map<String, Operator> byName() {
    Map<String, Operator> byName = new TreeMap<>();
    Stream.of(
            ElementwiseOperators.all(),
            ActivationOperators.all(),
            LogicOperators.all(),
            ReductionOperators.all(),
            ShapeOperators.all(),
            PartOperators.all(),
            IndexOperators.all(),
            CreationOperators.all(),
            ConvolutionOperators.all(),
            PoolingOperators.all(),
            NormalisationOperators.all(),
            ProductOperators.all(),
            PaddingOperators.all(),
            ResizeOperators.all(),
            RecurrentOperators.all(),
            CastOperators.all(),
            AttentionOperators.all(),
            LinearAttentionOperators.all(),
            LossOperators.all(),
            QuantisationOperators.all(),
            SequenceOperators.all(),
            SamplingOperators.all(),
            SignalOperators.all(),
            TextOperators.all(),
            TrainingOperators.all(),
            ClassicalOperators.all(),
            ControlOperators.all())
        .flatMap(List::stream)
        .forEach(
            operator -> {
              if (byName.put(operator.qualified(), operator) != null) {
                throw new IllegalStateException("two operators " + operator.qualified());
              }
            });
    return byName;
  }

  /**
   * An operator as documentation lists it.
   *
   * @param attributes all that are read
   */
  public record Entry(String name, List<String> attributes) {
    public Entry {
      attributes = List.copyOf(attributes);
    }
  }

  /** All operators by name. */
  public static List<Entry> list() {
    return BY_NAME.values().stream()
        .map(operator -> new Entry(operator.qualified(), List.copyOf(operator.attributes())))
        .toList();
  }

  static Collection<Operator> all() {
    return BY_NAME.values();
  }

  /**
   * The operator of a node.
   *
   * @throws GraphException that says what cannot run and what may help
   */
  static Operator find(OnnxNode node, String file, String called, int opset) {
    boolean own = node.domain().isEmpty() || node.domain().equals("ai.onnx");
    Operator operator = BY_NAME.get(own ? node.opType() : node.domain() + "." + node.opType());
    if (operator == null) {
      throw new GraphException(file + ": " + called + " is not known; " + Hint.of(node));
    }
    for (OnnxAttribute attribute : node.attributes()) {
      if (!operator.attributes().contains(attribute.name())
          && !Legacy.knows(operator, attribute.name(), opset)) {
        throw new GraphException(
            file
                + ": "
                + called
                + " has the attribute '"
                + attribute.name()
                + "', which is not known; known are "
                + operator.attributes());
      }
      // The type of a value that is absent: nothing depends on it.
      boolean type = operator.name().equals("Optional") && attribute.name().equals("type");
      if (attribute instanceof OnnxAttribute.Unread unread && !type) {
        throw new GraphException(
            file + ": " + called + ": attribute '" + unread.name() + "' " + unread.why());
      }
    }
    boolean shaped = opset < 5 && operator.name().equals("Reshape");
    if (node.inputs().size() < (shaped ? 1 : operator.inputs())) {
      throw new GraphException(
          file
              + ": "
              + called
              + " has "
              + node.inputs().size()
              + " inputs, it needs "
              + operator.inputs());
    }
    return operator;
  }
}
