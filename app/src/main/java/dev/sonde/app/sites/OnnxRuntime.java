package dev.sonde.app.sites;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.sonde.file.Printable;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.question.QuestionException;
import dev.sonde.question.networks.tap.OutputNumbers;
import dev.sonde.question.networks.tap.ReferenceRuntime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** ONNX Runtime, a second opinion on the outputs of ONNX models. */
public final class OnnxRuntime implements ReferenceRuntime {

  private static final long STACK = 256L << 20;

  /** Found by name as a service. */
  public OnnxRuntime() {}

  @Override
  public String name() {
    return "ONNX Runtime";
  }

  @Override
  public Opened open(Path model, List<ArrayNetwork.Input> inputs) {
    try {
      OrtEnvironment environment = environment();
      return new Session(environment, environment.createSession(model.toString()), inputs);
    } catch (OrtException e) {
      throw new QuestionException(model + ": ONNX Runtime cannot open it: " + e.getMessage());
    } catch (LinkageError e) {
      throw new QuestionException("ONNX Runtime does not run on this machine: " + e.getMessage());
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

  private record Session(
      OrtEnvironment environment, OrtSession session, List<ArrayNetwork.Input> inputs)
      implements Opened {

    @Override
    public Map<String, OutputNumbers> run(Map<String, Array> arrays) {
      Map<String, OnnxTensor> given = new HashMap<>();
      try {
        for (ArrayNetwork.Input input : inputs) {
          Array array = Objects.requireNonNull(arrays.get(input.name()));
          given.put(input.name(), OnnxTensors.tensor(environment, input.type(), array));
        }
        try (OrtSession.Result found = session.run(given)) {
          Map<String, OutputNumbers> outputs = new HashMap<>();
          for (Map.Entry<String, OnnxValue> output : found) {
            outputs.put(output.getKey(), numbers(output));
          }
          return outputs;
        }
      } catch (OrtException e) {
        throw new QuestionException("ONNX Runtime cannot run it: " + e.getMessage());
      } finally {
        given.values().forEach(OnnxTensor::close);
      }
    }

    private static OutputNumbers numbers(Map.Entry<String, OnnxValue> output) {
      if (output.getValue() instanceof OnnxTensor tensor) {
        return OnnxTensors.numbers(output.getKey(), tensor);
      }
      throw new QuestionException(
          "output '" + Printable.of(output.getKey()) + "' is no array of numbers");
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
}
