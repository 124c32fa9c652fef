package dev.sonde.bench.transformer;

import dev.sonde.bench.Clock;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.patching.Metric;
import dev.sonde.network.transformer.patching.PatchGrid;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sonde's part: {@code TASK FILE REPEATS [MORE]}. Does it until the compiler has seen it, then
 * {@code REPEATS} times.
 */
public final class TransformerRun {

  private static final int BLOCK = 4096;

  private TransformerRun() {}

  /** One repeat of a task. */
  @FunctionalInterface
  private interface Task {
    void run() throws IOException;
  }

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    int repeats = Integer.parseInt(arguments[2]);
    switch (arguments[0]) {
      case "captured" -> captured(file, Integer.parseInt(arguments[3]), repeats);
      case "patch" -> patch(file, repeats);
      case "dequantise" -> timed(repeats, () -> dequantise(file));
      case "tokenise" -> tokenise(file, Path.of(arguments[3]), repeats);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void timed(int repeats, Task task) throws IOException {
    for (int i = 0; i < Math.max(5, repeats / 2); i++) task.run();
    Clock clock = new Clock();
    for (int i = 0; i < repeats; i++) task.run();
    clock.done();
  }

  private static void captured(Path folder, int tokens, int repeats) throws IOException {
    try (Transformer model = Transformer.open(folder)) {
      int outputs = model.architecture().sizes().outputs();
      int[] ids = new SplittableRandom(0).ints(tokens, 3, outputs).toArray();
      Probe[] taps = {
        Tap.values("blocks.*.resid_pre"),
        Tap.values("blocks.*.resid_post"),
        Tap.values("blocks.*.attn.pattern")
      };
      timed(
          repeats,
          () -> {
            if (model.run(Input.Tokens.of(ids), taps).addresses().isEmpty()) {
              throw new IllegalStateException();
            }
          });
    }
  }

  private static void patch(Path folder, int repeats) throws IOException {
    JsonNode pair = JsonMapper.shared().readTree(folder.resolve("patching-inputs.json").toFile());
    Metric metric = new Metric(pair.path("a").asInt(), pair.path("b").asInt());
    try (Transformer model = Transformer.open(folder)) {
      timed(
          repeats,
          () ->
              PatchGrid.of(
                  model,
                  ids(pair.path("clean_ids")),
                  ids(pair.path("corrupted_ids")),
                  metric,
                  PatchGrid.Settings.of(PatchGrid.Part.HEAD)));
    }
  }

  private static int[] ids(JsonNode list) {
    int[] ids = new int[list.size()];
    for (int i = 0; i < ids.length; i++) ids[i] = list.path(i).asInt();
    return ids;
  }

  /** Every number of every tensor, and as often as it takes to be more than opening the file. */
  private static void dequantise(Path file) {
    float[] block = new float[BLOCK];
    for (Tensor tensor : Checkpoint.open(file).tensors()) {
      TensorReader reader = tensor.reader();
      for (long at = 0; at < tensor.count(); at += BLOCK) {
        reader.floats(at, block, (int) Math.min(BLOCK, tensor.count() - at));
      }
    }
  }

  private static void tokenise(Path folder, Path text, int repeats) throws IOException {
    Tokenizer tokenizer = Tokenizer.open(folder);
    List<String> lines = new ArrayList<>(Files.readAllLines(text));
    timed(repeats, () -> lines.forEach(tokenizer::encode));
  }
}
