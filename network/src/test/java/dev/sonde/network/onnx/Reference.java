package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.sonde.network.torch.ElementType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime, which says what is right. */
final class Reference {

  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);

  private Reference() {}

  /** The outputs of a model, in order. */
  static List<Value> run(byte[] model, Map<String, Value> inputs) throws OrtException {
    Map<String, OnnxTensor> given = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      try (OrtSession session = ENVIRONMENT.createSession(model, options)) {
        for (Map.Entry<String, Value> input : inputs.entrySet()) {
          given.put(input.getKey(), tensor(input.getValue()));
        }
        try (OrtSession.Result result = session.run(given)) {
          List<Value> outputs = new ArrayList<>();
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.add(value((OnnxTensor) output.getValue()));
          }
          return outputs;
        }
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(Value value) throws OrtException {
    long[] shape = value.shape();
    return switch (value.type()) {
      case FLOAT32 -> OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(value.floats()), shape);
      case INT64 -> OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(value.longs()), shape);
      case INT32 -> {
        int[] narrow = new int[value.numbers().length];
        for (int i = 0; i < narrow.length; i++) narrow[i] = (int) value.numbers()[i];
        yield OnnxTensor.createTensor(ENVIRONMENT, IntBuffer.wrap(narrow), shape);
      }
      case BOOL, UINT8 -> {
        ByteBuffer bytes = ByteBuffer.allocateDirect(value.numbers().length);
        for (double number : value.numbers()) bytes.put((byte) number);
        yield OnnxTensor.createTensor(
            ENVIRONMENT,
            bytes.rewind(),
            shape,
            value.type() == ElementType.BOOL
                ? ai.onnxruntime.OnnxJavaType.BOOL
                : ai.onnxruntime.OnnxJavaType.UINT8);
      }
      default -> throw new AssertionError(value.type());
    };
  }

  private static Value value(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    double[] numbers = new double[(int) info.getNumElements()];
    ElementType type;
    switch (info.type) {
      case FLOAT -> {
        FloatBuffer buffer = tensor.getFloatBuffer();
        for (int i = 0; i < numbers.length; i++) numbers[i] = buffer.get(i);
        type = ElementType.FLOAT32;
      }
      case DOUBLE -> {
        var buffer = tensor.getDoubleBuffer();
        for (int i = 0; i < numbers.length; i++) numbers[i] = buffer.get(i);
        type = ElementType.FLOAT64;
      }
      case INT64 -> {
        LongBuffer buffer = tensor.getLongBuffer();
        for (int i = 0; i < numbers.length; i++) numbers[i] = buffer.get(i);
        type = ElementType.INT64;
      }
      case INT32 -> {
        IntBuffer buffer = tensor.getIntBuffer();
        for (int i = 0; i < numbers.length; i++) numbers[i] = buffer.get(i);
        type = ElementType.INT32;
      }
      case BOOL, UINT8, INT8 -> {
        ByteBuffer buffer = tensor.getByteBuffer();
        for (int i = 0; i < numbers.length; i++) numbers[i] = buffer.get(i);
        type = ElementType.BOOL;
      }
      default -> throw new AssertionError(info);
    }
    return new Value(type, numbers, info.getShape());
  }

  /** Demands equal types, shapes and, to a tolerance relative to the largest, equal numbers. */
  static void requireSame(List<Value> found, List<Value> right, double tolerance) {
    assertThat(found).hasSameSizeAs(right);
    for (int o = 0; o < right.size(); o++) {
      Value f = found.get(o);
      Value r = right.get(o);
      assertThat(f.shape()).as("shape of output " + o).containsExactly(r.shape());
      assertThat(f.type()).as("type of output " + o).isEqualTo(r.type());
      double largest = 1;
      for (double number : r.numbers()) {
        if (Double.isFinite(number)) largest = Math.max(largest, Math.abs(number));
      }
      for (int i = 0; i < r.numbers().length; i++) {
        double a = f.numbers()[i];
        double b = r.numbers()[i];
        boolean same =
            Double.compare(a, b) == 0 || a == b || Math.abs(a - b) <= tolerance * largest;
        if (!same) {
          throw new AssertionError("output " + o + ", element " + i + ": " + a + ", right is " + b);
        }
      }
    }
  }
}
