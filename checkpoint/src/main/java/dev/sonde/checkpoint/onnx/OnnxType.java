package dev.sonde.checkpoint.onnx;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The type of a value that flows through a graph. {@code toString} gives it in words. */
public sealed interface OnnxType {

  /**
   * A tensor.
   *
   * @param shape empty if not even the rank is known
   */
  record OfTensor(OnnxElementType element, Optional<List<OnnxDimension>> shape)
      implements OnnxType {
    @Override
    public String toString() {
      String extents =
          shape
              .map(axes -> axes.stream().map(OnnxDimension::toString))
              .map(axes -> axes.collect(Collectors.joining(", ", " [", "]")))
              .orElse("");
      return element.label() + extents;
    }
  }

  /** A list of values of one type. */
  record OfSequence(OnnxType element) implements OnnxType {
    @Override
    public String toString() {
      return "sequence of " + element;
    }
  }

  /** A value that may be absent. */
  record OfOptional(OnnxType element) implements OnnxType {
    @Override
    public String toString() {
      return "optional " + element;
    }
  }

  /** A dictionary. */
  record OfMap(OnnxElementType key, OnnxType value) implements OnnxType {
    @Override
    public String toString() {
      return "map from " + key.label() + " to " + value;
    }
  }

  /** Not stated, or of a kind that the format does not define. */
  record Unknown() implements OnnxType {
    @Override
    public String toString() {
      return "value of unknown type";
    }
  }
}
