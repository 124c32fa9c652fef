package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxDimension;
import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.OnnxType;
import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks what a caller gives against what the graph declares. */
record Inputs(String file, List<OnnxValueInfo> declared) {

  static Inputs of(Plan plan) {
    return new Inputs(plan.file(), plan.inputs());
  }

  /** The arrays in the order of the inputs, in the declared types. */
  List<Datum> fit(Map<String, Datum> given) {
    for (String name : given.keySet()) {
      if (declared.stream().noneMatch(input -> input.name().equals(name))) {
        throw new GraphException(file + ": no input '" + name + "'; the model has " + listed());
      }
    }
    List<Datum> fitting = new ArrayList<>();
    for (OnnxValueInfo input : declared) {
      Datum value = given.get(input.name());
      if (value == null) {
        throw new GraphException(
            file + ": input '" + input.name() + "' is missing; the model has " + listed());
      }
      fitting.add(fit(input, value));
    }
    return fitting;
  }

  private Datum fit(OnnxValueInfo input, Datum value) {
    return switch (input.type()) {
      case OnnxType.OfTensor type -> {
        if (value instanceof Datum.OfArray(Array array)) yield fit(input, type, array);
        if (value instanceof Datum.OfText && type.element() == OnnxElementType.STRING) yield value;
        throw mismatch(input, value.words());
      }
      case OnnxType.OfSequence _ -> {
        if (value instanceof Datum.OfSequence) yield value;
        throw mismatch(input, value.words());
      }
      case OnnxType.OfOptional _ -> value;
      case OnnxType.OfMap _, OnnxType.Unknown _ ->
          throw new GraphException(file + ": input " + input + " is not an array");
    };
  }

  private Datum fit(OnnxValueInfo input, OnnxType.OfTensor type, Array array) {
    type.shape().ifPresent(shape -> requireShape(input, array, shape));
    ElementType wanted =
        ElementTypes.of(type.element())
            .orElseThrow(() -> new GraphException(file + ": input " + input + " holds no numbers"));
    if (!wanted.isReal() && wanted != array.type()) requireWhole(input, wanted, array);
    // An array of its own: a tap that asks for its gradient must not mark the caller's.
    return Datum.of(array.detach().to(wanted));
  }

  /** No number of a file is cut off or wraps around without a word. */
  private void requireWhole(OnnxValueInfo input, ElementType wanted, Array array) {
    if (!array.isWhole()) {
      throw mismatch(input, "numbers that are not whole (fractions, NaN or infinity)");
    }
    if (wanted == ElementType.BOOL) return;
    double low = wanted.isUnsigned() ? 0 : -Math.pow(2, wanted.bits() - 1);
    double beyond = low + Math.pow(2, wanted.bits());
    for (double number : array.toDoubles()) {
      if (number < low || number >= beyond) {
        throw mismatch(input, String.format(Locale.ROOT, "the number %.0f", number));
      }
    }
  }

  /** Symbols are not compared: real files call different axes by the same name. */
  private void requireShape(OnnxValueInfo input, Array array, List<OnnxDimension> shape) {
    boolean fits = array.rank() == shape.size();
    for (int axis = 0; fits && axis < shape.size(); axis++) {
      long stated = shape.get(axis).size();
      fits = stated < 0 || stated == array.extent(axis);
    }
    if (!fits) throw mismatch(input, array.shape().toString());
  }

  private GraphException mismatch(OnnxValueInfo input, String given) {
    return new GraphException(
        file + ": input '" + input.name() + "' is " + input.type() + "; it was given " + given);
  }

  private String listed() {
    return declared.stream().map(OnnxValueInfo::toString).collect(Collectors.joining("; "));
  }
}
