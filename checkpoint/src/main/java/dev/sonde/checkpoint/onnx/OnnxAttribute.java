package dev.sonde.checkpoint.onnx;

import dev.sonde.tensor.LittleEndian;
import dev.sonde.tensor.Tensor;
import java.util.List;

/** A named setting of a node. */
public sealed interface OnnxAttribute {

  String name();

  record OfFloat(String name, float value) implements OnnxAttribute {}

  record OfInt(String name, long value) implements OnnxAttribute {}

  /** Text, decoded as UTF-8. */
  record OfString(String name, String value) implements OnnxAttribute {}

  record OfTensor(String name, OnnxTensor value) implements OnnxAttribute {}

  record OfGraph(String name, OnnxGraph value) implements OnnxAttribute {}

  /**
   * A list of numbers.
   *
   * @param tensor float32 [n], decoded when read
   */
  record OfFloats(String name, Tensor tensor) implements OnnxAttribute {
    public float[] values() {
      return tensor.toFloats();
    }
  }

  /**
   * A list of whole numbers.
   *
   * @param tensor int64 [n], decoded when read
   */
  record OfInts(String name, Tensor tensor) implements OnnxAttribute {
    /** All numbers, exactly. */
    public long[] values() {
      return tensor.storage().bytes().toArray(LittleEndian.LONG);
    }
  }

  record OfStrings(String name, List<String> values) implements OnnxAttribute {
    public OfStrings {
      values = List.copyOf(values);
    }
  }

  record OfTensors(String name, List<OnnxTensor> values) implements OnnxAttribute {
    public OfTensors {
      values = List.copyOf(values);
    }
  }

  record OfGraphs(String name, List<OnnxGraph> values) implements OnnxAttribute {
    public OfGraphs {
      values = List.copyOf(values);
    }
  }

  /** In a function: the value that the caller gives for its attribute {@code attribute}. */
  record OfCaller(String name, String attribute) implements OnnxAttribute {}

  /**
   * A value that is not read.
   *
   * @param why completes the sentence "attribute 'x' …"
   */
  record Unread(String name, String why) implements OnnxAttribute {}
}
