package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Shape;
import java.util.List;

/** What flows from node to node. An optional value that is there is the value itself. */
sealed interface Datum {

  record OfArray(Array array) implements Datum {}

  /**
   * Text.
   *
   * @param elements in row-major order
   */
  record OfText(Shape shape, List<String> elements) implements Datum {
    public OfText {
      elements = List.copyOf(elements);
    }
  }

  /** A list of values of one type. */
  record OfSequence(List<Datum> elements) implements Datum {
    public OfSequence {
      elements = List.copyOf(elements);
    }
  }

  /** An optional value that is not there. */
  record Nothing() implements Datum {}

  /** As messages name it: {@code [2, 3]}, {@code text [4]}, {@code a sequence of 3}. */
  default String words() {
    return switch (this) {
      case OfArray array -> array.array().shape().toString();
      case OfText text -> "text " + text.shape();
      case OfSequence sequence -> "a sequence of " + sequence.elements().size();
      case Nothing _ -> "nothing";
    };
  }

  /** What a handle on one array costs, beside its numbers. */
  int HANDLE = 1000;

  /** How many numbers, or letters of text, going through it once takes. */
  default double numbers() {
    return switch (this) {
      case OfArray array -> array.array().count();
      case OfText text -> text.elements().stream().mapToDouble(one -> 1.0 + one.length()).sum();
      case OfSequence(List<Datum> elements) ->
          elements.stream().mapToDouble(one -> HANDLE + one.numbers()).sum();
      case Nothing _ -> 0;
    };
  }

  static Datum of(Array array) {
    return new OfArray(array);
  }
}
