package dev.sonde.checkpoint.onnx;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.List;

/** A constant of a model: an initializer, or the value of an attribute. */
public sealed interface OnnxTensor {

  /** The name under which nodes use it; may be empty for the value of an attribute. */
  String name();

  /**
   * Numbers, mapped or decoded at first use.
   *
   * @param type as in the file; 2- and 4-bit integers are a tensor of 8-bit ones
   */
  record Dense(Tensor tensor, OnnxElementType type) implements OnnxTensor {
    @Override
    public String name() {
      return tensor.address();
    }
  }

  /**
   * Mostly zeros.
   *
   * @param values the [n] other values
   * @param indices where they stand: [n] positions in row-major order, or [n × rank]
   * @param shape of the whole
   */
  record Sparse(String name, Tensor values, Tensor indices, Shape shape) implements OnnxTensor {}

  /**
   * Real numbers of eight bits or fewer whose type no network computes with.
   *
   * @param codes one per element, uint8: what the bits of {@code type} are
   */
  record Coded(Tensor codes, OnnxElementType type) implements OnnxTensor {
    @Override
    public String name() {
      return codes.address();
    }
  }

  /** Text, one string per element in row-major order. */
  record Text(String name, Shape shape, List<String> elements) implements OnnxTensor {
    public Text {
      elements = List.copyOf(elements);
    }
  }

  /**
   * Something that is not numbers, or not here.
   *
   * @param why completes the sentence "tensor 'x' …"
   */
  record Unread(String name, String why) implements OnnxTensor {}
}
