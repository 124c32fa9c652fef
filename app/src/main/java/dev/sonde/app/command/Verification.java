package dev.sonde.app.command;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.sonde.app.output.UserError;
import dev.sonde.app.pause.Stand;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
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
   */
  record Difference(String output, double largest, double difference) {}

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
      Map<String, float[]> ours =
          network.compute(
              inputs,
              outputs -> {
                Map<String, float[]> copied = new HashMap<>();
                outputs.forEach((name, array) -> copied.put(name, array.toFloats()));
                return copied;
              });
      try (OrtSession.Result theirs = session.run(given)) {
        for (Map.Entry<String, OnnxValue> output : theirs) {
          compare(
              output.getKey(),
              Objects.requireNonNull(ours.get(output.getKey())),
              (OnnxTensor) output.getValue());
        }
      }
    } catch (OrtException e) {
      throw new UserError("ONNX Runtime cannot run it: " + e.getMessage());
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private void compare(String name, float[] ours, OnnxTensor theirs) {
    TensorInfo info = theirs.getInfo();
    FloatBuffer right = theirs.getFloatBuffer();
    if (right == null) return; // whole numbers: shapes and indices
    if (right.remaining() != ours.length) {
      throw new UserError(
          "output '" + name + "' has " + ours.length + " elements, ONNX Runtime's " + info);
    }
    Difference before = worst.getOrDefault(name, new Difference(name, 0, 0));
    double largest = before.largest();
    double difference = before.difference();
    for (int i = 0; i < ours.length; i++) {
      largest = Math.max(largest, Math.abs(right.get(i)));
      difference = Math.max(difference, Math.abs((double) ours[i] - right.get(i)));
    }
    worst.put(name, new Difference(name, largest, difference));
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
      case BOOL -> {
        long[] wide = array.toLongs();
        ByteBuffer bytes = ByteBuffer.allocateDirect(wide.length);
        for (long one : wide) bytes.put((byte) one);
        yield OnnxTensor.createTensor(
            environment, bytes.rewind(), shape, ai.onnxruntime.OnnxJavaType.BOOL);
      }
      default -> throw new UserError("--verify: inputs of " + type.label() + " are not compared");
    };
  }

  /** What was found so far, to go on from another time. */
  Map<String, String> stand() {
    Map<String, String> words = new HashMap<>();
    worst.forEach((name, one) -> words.put(STAND + name, one.largest() + " " + one.difference()));
    return words;
  }

  void restore(Stand stand) {
    stand
        .words()
        .forEach(
            (word, text) -> {
              if (!word.startsWith(STAND)) return;
              String[] numbers = text.split(" ", 2);
              String name = word.substring(STAND.length());
              if (numbers.length != 2) throw new IllegalArgumentException(word + ": " + text);
              worst.put(
                  name,
                  new Difference(
                      name, Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])));
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
