package dev.sonde.question.cells.text;

import dev.sonde.analysis.cells.StretchIndex;
import dev.sonde.analysis.cells.Traces;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.Digests;
import dev.sonde.file.InputException;
import dev.sonde.network.recurrent.RecurrentStates;
import dev.sonde.network.recurrent.TextReader;
import dev.sonde.question.QuestionException;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.study.addition.StateIndexing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The states of a recurrent network over many texts, kept to be searched. */
public final class TextIndexing {

  /** Symbols of one pass; more would only take memory. */
  private static final int BATCH = 8192;

  private static final String LAYER = "layer";

  private static final String TEXTS = "texts_sha256";

  private TextIndexing() {}

  /**
   * Reads the texts and writes the index; memory holds one batch.
   *
   * @param layer whose states; empty for the last recurrent part
   * @param file of texts, one on each line
   * @param piece longer texts are cut into pieces of so many symbols, each read from its beginning
   * @param progress hears how many pieces were read
   */
  public static StretchIndex index(
      TextReader reader,
      TextSettings settings,
      String layer,
      Path file,
      int piece,
      Path target,
      IntConsumer progress)
      throws IOException {
    TreeMap<Integer, List<int[]>> byLength = new TreeMap<>();
    int most = Math.min(piece, reader.longest());
    for (String text : TextsSettings.lines(file)) {
      int[] numbers = reader.numbers(text);
      for (int from = 0; from < numbers.length; from += most) {
        int[] one = Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + most));
        byLength.computeIfAbsent(one.length, _ -> new ArrayList<>()).add(one);
      }
    }
    int steps = byLength.lastKey();
    String name = layer;
    try (StretchIndex.Writer writer = StretchIndex.create(target)) {
      for (List<int[]> of : byLength.values()) {
        int length = of.getFirst().length;
        int step = Math.max(1, Math.min(reader.atOnce(), BATCH / length));
        for (int from = 0; from < of.size(); from += step) {
          int[][] batch = of.subList(from, Math.min(of.size(), from + step)).toArray(int[][]::new);
          RecurrentStates states = layer(reader, layer, batch);
          name = states.site();
          int[][] read = new int[batch.length][];
          for (int i = 0; i < batch.length; i++) read[i] = filled(batch[i], steps);
          writer.append(filled(TextCells.Layer.of(states).shown(), steps), read);
          progress.accept(batch.length);
        }
      }
      Map<String, String> metadata = new TreeMap<>(metadata(reader, settings, name));
      metadata.put(TEXTS, Digests.sha256(file));
      return writer.finish(metadata);
    }
  }

  private static Map<String, String> metadata(
      TextReader reader, TextSettings settings, String layer) throws IOException {
    Optional<Path> vocabulary = reader.symbols().file();
    return Map.of(
        "model_sha256",
        StateIndexing.sha256(reader.model()),
        LAYER,
        layer,
        "vocabulary_sha256",
        vocabulary.isPresent() ? Digests.sha256(vocabulary.get()) : "",
        "reading",
        settings.site() + ", pad " + settings.pad() + ", one-hot " + settings.oneHot());
  }

  private static int[] filled(int[] text, int steps) {
    int[] all = Arrays.copyOf(text, steps);
    Arrays.fill(all, text.length, steps, StretchIndex.NONE);
    return all;
  }

  /** Where a text has ended, no unit is on. */
  private static Traces filled(Traces traces, int steps) {
    if (traces.steps() == steps) return traces;
    float[] all = new float[traces.sequences() * steps * traces.units()];
    Arrays.fill(all, -1);
    for (int s = 0; s < traces.sequences(); s++) {
      for (int t = 0; t < traces.steps(); t++) {
        int at = (s * steps + t) * traces.units();
        System.arraycopy(traces.units(s, t), 0, all, at, traces.units());
      }
    }
    return Traces.of(all, traces.sequences(), steps, traces.units());
  }

  private static RecurrentStates layer(TextReader reader, String name, int[][] texts) {
    List<RecurrentStates> all = reader.states(texts);
    if (name.isEmpty()) return all.getLast();
    List<String> names = all.stream().map(RecurrentStates::site).toList();
    int at = names.indexOf(name);
    if (at >= 0) return all.get(at);
    throw new QuestionException(
            "'%s' is no recurrent part of %s; it has %s".formatted(name, reader.model(), names))
        .mendedBy("layer");
  }

  /**
   * The states of a text whose stretch is looked for, {@code [steps][units]}.
   *
   * @param wanted the recurrent part whose states the index must hold; null for any
   * @param file of the texts that it must hold; null for any
   * @throws CheckpointException if the index is of another network, or was read otherwise
   */
  public static float[][] query(
      StretchIndex index,
      TextReader reader,
      TextSettings settings,
      @Nullable String wanted,
      @Nullable Path file,
      int[] text)
      throws IOException {
    Map<String, String> made = new TreeMap<>(index.metadata());
    String texts = made.remove(TEXTS);
    String layer = made.getOrDefault(LAYER, "");
    if (!made.equals(metadata(reader, settings, layer))) {
      throw refused(
          index, "made of another network than " + reader.model() + ", or read otherwise");
    }
    if (wanted != null && !wanted.equals(layer)) throw refused(index, "holds states of " + layer);
    if (file != null && !Digests.sha256(file).equals(texts)) {
      throw refused(index, "holds other texts than " + file);
    }
    Traces shown = TextCells.Layer.of(layer(reader, layer, new int[][] {text})).shown();
    float[][] rows = new float[shown.steps()][];
    Arrays.setAll(rows, t -> shown.units(0, t));
    return rows;
  }

  private static InputException refused(StretchIndex index, String why) {
    return new CheckpointException(index.file() + ": " + why + "; give another file")
        .mendedBy("index");
  }
}
