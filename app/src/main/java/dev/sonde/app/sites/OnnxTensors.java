package dev.sonde.app.sites;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.sonde.file.Printable;
import dev.sonde.network.torch.Array;
import dev.sonde.question.QuestionException;
import dev.sonde.question.networks.tap.OutputNumbers;
import dev.sonde.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Arrays to and from ONNX Runtime. */
final class OnnxTensors {

  private OnnxTensors() {}

  static OutputNumbers numbers(String name, OnnxTensor tensor) {
    int count = Math.toIntExact(tensor.getInfo().getNumElements());
    double[] reals = new double[count];
    long[] whole = new long[count];
    boolean real = false;
    switch (tensor.getInfo().type) {
      case FLOAT, FLOAT16, BFLOAT16 -> {
        FloatBuffer buffer = tensor.getFloatBuffer();
        for (int i = 0; i < count; i++) reals[i] = buffer.get(i);
        real = true;
      }
      case DOUBLE -> {
        tensor.getDoubleBuffer().get(reals);
        real = true;
      }
      case INT64 -> tensor.getLongBuffer().get(whole);
      case INT32 -> {
        IntBuffer buffer = tensor.getIntBuffer();
        for (int i = 0; i < count; i++) whole[i] = buffer.get(i);
      }
      case INT16 -> {
        ShortBuffer buffer = tensor.getShortBuffer();
        for (int i = 0; i < count; i++) whole[i] = buffer.get(i);
      }
      case INT8, UINT8, BOOL -> {
        ByteBuffer buffer = tensor.getByteBuffer();
        boolean signed = tensor.getInfo().type == OnnxJavaType.INT8;
        for (int i = 0; i < count; i++) {
          whole[i] = signed ? buffer.get(i) : Byte.toUnsignedInt(buffer.get(i));
        }
      }
      default ->
          throw new QuestionException(
              "output '%s' %s is not compared"
                  .formatted(Printable.of(name), tensor.getInfo().type));
    }
    return real ? OutputNumbers.of(reals) : OutputNumbers.of(whole);
  }

  static OnnxTensor tensor(OrtEnvironment environment, DType type, Array array)
      throws OrtException {
    long[] shape = array.shape().toArray();
    return switch (type) {
      case FLOAT32 ->
          OnnxTensor.createTensor(environment, FloatBuffer.wrap(array.toFloats()), shape);
      case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(array.toLongs()), shape);
      case INT32 -> {
        long[] wide = array.toLongs();
        int[] narrow = new int[wide.length];
        for (int i = 0; i < narrow.length; i++) narrow[i] = Math.toIntExact(wide[i]);
        yield OnnxTensor.createTensor(environment, IntBuffer.wrap(narrow), shape);
      }
      case FLOAT64 ->
          OnnxTensor.createTensor(environment, DoubleBuffer.wrap(array.toDoubles()), shape);
      case FLOAT16 -> {
        float[] wide = array.toFloats();
        ByteBuffer bytes =
            ByteBuffer.allocateDirect(2 * wide.length).order(ByteOrder.nativeOrder());
        for (float one : wide) bytes.putShort(Float.floatToFloat16(one));
        yield OnnxTensor.createTensor(environment, bytes.rewind(), shape, OnnxJavaType.FLOAT16);
      }
      case BOOL, UINT8, INT8 -> {
        long[] wide = array.toLongs();
        ByteBuffer bytes = ByteBuffer.allocateDirect(wide.length);
        for (long one : wide) bytes.put((byte) one);
        yield OnnxTensor.createTensor(
            environment,
            bytes.rewind(),
            shape,
            type == DType.BOOL
                ? OnnxJavaType.BOOL
                : type == DType.UINT8 ? OnnxJavaType.UINT8 : OnnxJavaType.INT8);
      }
      default -> throw new QuestionException("inputs of " + type.label() + " are not compared");
    };
  }
}
