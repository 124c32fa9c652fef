package dev.sonde.study.addition;

import dev.sonde.analysis.cells.StretchIndex;
import dev.sonde.analysis.cells.Traces;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** The states of a network over many sums, kept to be searched. */
public final class StateIndexing {

  private static final String MODEL = "model_sha256";
  private static final String SIDE = "side";

  private StateIndexing() {}

  /**
   * Runs the sums and writes the index; memory holds one batch.
   *
   * @param model the network's file, by whose content the index knows it again
   * @param side {@code encoder} or {@code decoder}
   * @param progress hears how many sums were done
   */
  public static StretchIndex index(
      Adder adder, Path model, String side, List<Sum> sums, Path target, IntConsumer progress)
      throws IOException {
    if (!side.equals("encoder") && !side.equals("decoder")) {
      throw new AdditionException("side '" + side + "': encoder or decoder");
    }
    try (StretchIndex.Writer writer = StretchIndex.create(target)) {
      for (int from = 0; from < sums.size(); from += Adder.BATCH) {
        List<Sum> batch = sums.subList(from, Math.min(sums.size(), from + Adder.BATCH));
        CellStates states = CellStates.of(adder, batch);
        CellStates.Layer layer = side.equals("encoder") ? states.encoder() : states.decoder();
        writer.append(layer.shown(), layer.read());
        progress.accept(batch.size());
      }
      Format format = adder.format();
      return writer.finish(
          Map.of(
              MODEL,
              sha256(model),
              SIDE,
              side,
              "digits",
              String.valueOf(format.digits()),
              "terms",
              String.valueOf(format.terms()),
              "reversed",
              String.valueOf(format.reversed())));
    }
  }

  /** Whether an index was made of this network. */
  static boolean isOf(StretchIndex index, Path model) throws IOException {
    return sha256(model).equals(index.metadata().get(MODEL));
  }

  /**
   * A sum to be looked for.
   *
   * @param symbols its text
   * @param states {@code [steps][units]}
   * @param itself its number in the index; −1 if it is not there
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record Query(int[] symbols, float[][] states, int itself) {}

  /**
   * The states of a sum: those of the index where it is there, so that the network need not even be
   * opened; else from a run.
   *
   * @throws CheckpointException if the index is of another network
   */
  public static Query query(StretchIndex index, Path model, Sum sum, Supplier<Adder> open)
      throws IOException {
    Map<String, String> metadata = index.metadata();
    if (!isOf(index, model)) {
      throw new CheckpointException(
          index.file() + ": made of another network than " + model + "; give another file");
    }
    Format format = format(index);
    boolean encoder = "encoder".equals(metadata.get(SIDE));
    int[] source = format.source(sum);
    int itself = encoder ? index.find(source) : -1;
    if (itself >= 0) return new Query(source, index.states(itself), itself);
    try (Adder adder = open.get()) {
      Adder same = new Adder(adder.network(), format);
      CellStates states = CellStates.of(same, List.of(sum));
      CellStates.Layer layer = encoder ? states.encoder() : states.decoder();
      Traces shown = layer.shown();
      float[][] rows = new float[shown.steps()][];
      Arrays.setAll(rows, t -> shown.units(0, t));
      return new Query(layer.read()[0], rows, -1);
    }
  }

  private static Format format(StretchIndex index) {
    Map<String, String> metadata = index.metadata();
    try {
      return new Format(
          Integer.parseInt(metadata.getOrDefault("digits", "")),
          Integer.parseInt(metadata.getOrDefault("terms", "")),
          Boolean.parseBoolean(metadata.get("reversed")));
    } catch (NumberFormatException e) {
      throw new CheckpointException(
          index.file() + ": does not say how its sums are written; make it again", e);
    }
  }

  /** By what an index knows a network again: the digest of its file. */
  public static String sha256(Path file) throws IOException {
    if (Files.isDirectory(file)) return sha256(Checkpoint.open(file).path());
    return Digests.sha256(file);
  }
}
