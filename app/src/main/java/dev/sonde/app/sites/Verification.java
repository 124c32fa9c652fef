package dev.sonde.app.sites;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.pause.Stand;
import dev.sonde.file.Printable;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** ONNX Runtime's outputs beside ours. */
final class Verification implements AutoCloseable {

  /**
   * One output.
   *
   * @param largest |value| of ONNX Runtime's
   * @param difference the largest |ours − theirs|
   * @param unlike elements of which one alone is a number
   * @param whole whether it holds whole numbers, which are alike or not
   */
  record Difference(String output, double largest, double difference, long unlike, boolean whole) {

    /** Whether both compute the same, but for rounding. */
    boolean agrees() {
      return unlike == 0 && difference <= (whole ? 0 : ROUNDING * largest);
    }
  }

  /** Of the largest value: what sums in another order may differ by. */
  private static final double ROUNDING = 1e-3;

  private static final long STACK = 256L << 20;
  private static final String STAND = "verified.";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ArrayNetwork network;
  private final Map<String, Difference> worst = new HashMap<>();

  private Verification(OrtEnvironment environment, OrtSession session, ArrayNetwork network) {
    this.environment = environment;
    this.session = session;
    this.network = network;
  }

  static Verification of(Path model, ArrayNetwork network) {
    if (network.graph().isEmpty()) {
      throw new UserError("--verify compares ONNX models; " + model + " is none");
    }
    try {
      OrtEnvironment environment = environment();
      return new Verification(environment, environment.createSession(model.toString()), network);
    } catch (OrtException e) {
      throw new UserError(model + ": ONNX Runtime cannot open it: " + e.getMessage());
    } catch (LinkageError e) {
      throw new UserError("--verify: ONNX Runtime does not run on this machine: " + e.getMessage());
    }
  }

  /**
   * ONNX Runtime matches the whole command line of the process against regular expressions when it
   * starts, for its telemetry, with a depth of calls that grows with its length: some kilobytes of
   * arguments end the process. So it starts on a thread with a large stack; nothing is told.
   */
  private static OrtEnvironment environment() throws OrtException {
    CompletableFuture<OrtEnvironment> made = new CompletableFuture<>();
    Thread starter =
        new Thread(
            null,
            () -> {
              try {
                made.complete(
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR));
              } catch (RuntimeException | LinkageError e) {
                made.completeExceptionally(e);
              }
            },
            "onnxruntime",
            STACK);
    starter.start();
    try {
      OrtEnvironment environment = made.join();
      environment.setTelemetry(false);
      return environment;
    } catch (CompletionException e) {
      if (e.getCause() instanceof LinkageError missing) throw missing;
      throw e;
    }
  }

  /** Compares one batch. */
  void compare(Map<String, Array> inputs) {
    Map<String, OnnxTensor> given = new HashMap<>();
    try {
      for (ArrayNetwork.Input input : network.inputs()) {
        given.put(
            input.name(), tensor(input.type(), Objects.requireNonNull(inputs.get(input.name()))));
      }
      Map<String, Numbers> ours =
          network.compute(
              inputs,
              outputs -> {
                Map<String, Numbers> copied = new HashMap<>();
                outputs.forEach((name, array) -> copied.put(name, Numbers.of(array)));
                return copied;
              });
      try (OrtSession.Result theirs = session.run(given)) {
        for (Map.Entry<String, OnnxValue> output : theirs) {
          Numbers own = ours.get(output.getKey());
          if (own == null || !(output.getValue() instanceof OnnxTensor tensor)) {
            throw new UserError(
                "--verify: output '" + Printable.of(output.getKey()) + "' is no array of numbers");
          }
          compare(output.getKey(), own, tensor);
        }
      }
    } catch (OrtException e) {
      throw new UserError("ONNX Runtime cannot run it: " + e.getMessage());
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  /** All elements, as reals or as whole numbers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Numbers(double[] reals, long[] whole) {

    static Numbers of(Array array) {
      return array.isReal()
          ? new Numbers(array.toDoubles(), new long[0])
          : new Numbers(new double[0], array.toLongs());
    }

    int count() {
      return reals.length + whole.length;
    }
  }

  private void compare(String name, Numbers ours, OnnxTensor theirs) {
    TensorInfo info = theirs.getInfo();
    Numbers right = numbers(name, theirs);
    if (right.count() != ours.count() || right.whole.length != ours.whole.length) {
      throw new UserError(
          "output '" + name + "' has " + ours.count() + " elements, ONNX Runtime's " + info);
    }
    boolean whole = right.whole.length > 0;
    Difference before = worst.getOrDefault(name, new Difference(name, 0, 0, 0, whole));
    double largest = before.largest();
    double difference = before.difference();
    long unlike = before.unlike();
    for (int i = 0; i < right.reals.length; i++) {
      double a = ours.reals[i];
      double b = right.reals[i];
      if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || Double.isInfinite(b)) {
        if (Double.compare(a, b) != 0) unlike++;
        continue;
      }
      largest = Math.max(largest, Math.abs(b));
      difference = Math.max(difference, Math.abs(a - b));
    }
    for (int i = 0; i < right.whole.length; i++) {
      largest = Math.max(largest, Math.abs((double) right.whole[i]));
      if (ours.whole[i] == right.whole[i]) continue;
      difference = Math.max(difference, Math.abs((double) ours.whole[i] - right.whole[i]));
      // Neighbours beyond 2⁵³ are one double.
      difference = Math.max(difference, 1);
    }
    worst.put(name, new Difference(name, largest, difference, unlike, whole));
  }

  private static Numbers numbers(String name, OnnxTensor tensor) {
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
          throw new UserError(
              "--verify: output '"
                  + Printable.of(name)
                  + "' "
                  + tensor.getInfo().type
                  + " is not compared");
    }
    return real ? new Numbers(reals, new long[0]) : new Numbers(new double[0], whole);
  }

  private OnnxTensor tensor(DType type, Array array) throws OrtException {
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
      default -> throw new UserError("--verify: inputs of " + type.label() + " are not compared");
    };
  }

  /** What was found so far, to go on from another time. */
  Map<String, String> stand() {
    Map<String, String> words = new HashMap<>();
    worst.forEach(
        (name, one) ->
            words.put(
                STAND + name,
                one.largest() + " " + one.difference() + " " + one.unlike() + " " + one.whole()));
    return words;
  }

  void restore(Stand stand) {
    stand
        .words()
        .forEach(
            (word, text) -> {
              if (!word.startsWith(STAND)) return;
              String[] numbers = text.split(" ", 4);
              String name = word.substring(STAND.length());
              if (numbers.length != 4) throw new IllegalArgumentException(word + ": " + text);
              worst.put(
                  name,
                  new Difference(
                      name,
                      Double.parseDouble(numbers[0]),
                      Double.parseDouble(numbers[1]),
                      Long.parseLong(numbers[2]),
                      Boolean.parseBoolean(numbers[3])));
            });
  }

  List<Difference> result() {
    List<Difference> all = new ArrayList<>(worst.values());
    all.sort(java.util.Comparator.comparing(Difference::output));
    return all;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
