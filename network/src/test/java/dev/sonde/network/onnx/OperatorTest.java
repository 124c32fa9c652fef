package dev.sonde.network.onnx;

import ai.onnxruntime.OrtException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator against ONNX Runtime. */
class OperatorTest {

  static List<NodeModel> cases() {
    return Cases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void operator_ofRandomInputs_isAsInOnnxRuntime(NodeModel model) throws OrtException {
    Map<String, Value> inputs = new HashMap<>();
    for (int i = 0; i < model.inputs().size(); i++) {
      String name = "in_" + i;
      model.inputs().get(i).ifPresent(value -> inputs.put(name, value));
    }
    byte[] bytes = model.bytes();
    List<Value> right = Reference.run(bytes, inputs);
    try {
      Reference.requireSame(Interpreted.run(bytes, inputs), right, 2e-5);
    } catch (AssertionError e) {
      throw new AssertionError(model + ": " + e.getMessage(), e);
    }
  }
}
