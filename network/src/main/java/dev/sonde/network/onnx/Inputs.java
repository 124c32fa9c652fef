package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxDimension;
import dev.sonde.checkpoint.onnx.OnnxType;
import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks what a caller gives against what the graph declares. */
record Inputs(String file, List<OnnxValueInfo> declared) {

  static Inputs of(Plan plan) {
    return new Inputs(plan.file(), plan.inputs());
  }

  /** The arrays in the order of the inputs, in the declared types. */
  List<Array> fit(Map<String, Array> given) {
    for (String name : given.keySet()) {
      if (declared.stream().noneMatch(input -> input.name().equals(name))) {
        throw new GraphException(file + ": no input '" + name + "'; the model has " + listed());
      }
    }
    List<Array> fitting = new ArrayList<>();
    for (OnnxValueInfo input : declared) {
      Array array = given.get(input.name());
      if (array == null) {
        throw new GraphException(
            file + ": input '" + input.name() + "' is missing; the model has " + listed());
      }
      fitting.add(fit(input, array));
    }
    return fitting;
  }

  private Array fit(OnnxValueInfo input, Array array) {
    if (!(input.type() instanceof OnnxType.OfTensor type)) {
      throw new GraphException(file + ": input " + input + " is not an array");
    }
    type.shape().ifPresent(shape -> requireShape(input, array, shape));
    DType dtype = type.element().dtype();
    if (dtype == null) {
      throw new GraphException(file + ": input " + input + " holds no numbers");
    }
    ElementType wanted = ElementType.of(dtype);
    // An array of its own: a tap that asks for its gradient must not mark the caller's.
    return array.type() == wanted ? array.detach() : array.detach().to(wanted);
  }

  /** Symbols are not compared: real files call different axes by the same name. */
  private void requireShape(OnnxValueInfo input, Array array, List<OnnxDimension> shape) {
    boolean fits = array.rank() == shape.size();
    for (int axis = 0; fits && axis < shape.size(); axis++) {
      long stated = shape.get(axis).size();
      fits = stated < 0 || stated == array.extent(axis);
    }
    if (fits) return;
    throw new GraphException(
        file
            + ": input '"
            + input.name()
            + "' is "
            + input.type()
            + "; it was given "
            + array.shape());
  }

  private String listed() {
    return declared.stream().map(OnnxValueInfo::toString).collect(Collectors.joining("; "));
  }
}
