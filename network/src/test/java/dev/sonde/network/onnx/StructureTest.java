package dev.sonde.network.onnx;

import ai.onnxruntime.OrtException;
import dev.sonde.network.torch.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small networks of the usual structures, made by graphs/make.py with random weights. */
class StructureTest {

  @ParameterizedTest
  @CsvSource({
    "mobilenet-v2, image",
    "mobilenet-v3, image",
    "vgg, image",
    "densenet, image",
    "gpt, ids",
    "gpt-17, ids",
    "lstm, x",
    "gru, x",
    "rnn, x"
  })
  void networks_areAsInOnnxRuntime(String name, String input) throws IOException, OrtException {
    byte[] bytes;
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/graphs/" + name + ".onnx"))) {
      bytes = in.readAllBytes();
    }
    Value value =
        switch (input) {
          case "image" -> Value.normal(1, 3, 3, 32, 32);
          case "ids" -> Value.whole(2, 0, 30, 3, 11).as(ElementType.INT64);
          default -> Value.normal(3, 2, 9, 6);
        };
    Map<String, Value> inputs = Map.of(input, value);
    Reference.requireSame(Interpreted.run(bytes, inputs), Reference.run(bytes, inputs), 1e-5);
  }
}
