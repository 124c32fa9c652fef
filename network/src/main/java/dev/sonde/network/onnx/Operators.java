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
  public static final int EARLIEST = 7;

  public static final int NEWEST = 21;

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
            ControlOperators.all())
        .flatMap(List::stream)
        .forEach(
            operator -> {
              if (byName.put(operator.name(), operator) != null) {
                throw new IllegalStateException("two operators " + operator.name());
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
        .map(operator -> new Entry(operator.name(), List.copyOf(operator.attributes())))
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
  static Operator find(OnnxNode node, String file, String called) {
    boolean own = node.domain().isEmpty() || node.domain().equals("ai.onnx");
    Operator operator = own ? BY_NAME.get(node.opType()) : null;
    if (operator == null) {
      throw new GraphException(file + ": " + called + " is not known; " + Hint.of(node));
    }
    for (OnnxAttribute attribute : node.attributes()) {
      if (!operator.attributes().contains(attribute.name())) {
        throw new GraphException(
            file
                + ": "
                + called
                + " has the attribute '"
                + attribute.name()
                + "', which is not known; known are "
                + operator.attributes());
      }
      if (attribute instanceof OnnxAttribute.Unread unread) {
        throw new GraphException(
            file + ": " + called + ": attribute '" + unread.name() + "' " + unread.why());
      }
    }
    if (node.inputs().size() < operator.inputs()) {
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
