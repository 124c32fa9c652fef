package dev.sonde.network.recurrent;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.text.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * What a network that predicts the next symbol writes on from a beginning. The text is read anew
 * for each symbol, as networks with an average over all steps need it; of one that is longer than
 * the network reads, the end.
 *
 * <pre>{@code
 * try (TextReader reader = TextReader.open(model, settings)) {
 *   Continuation written =
 *       Continuation.of(reader, reader.numbers("Once"), Continuation.Settings.greedy(40), n -> true);
 * }
 * }</pre>
 *
 * @param numbers of the beginning's symbols and of those that were written
 * @param written how many of them were written
 * @param stopped whether a symbol that ends a text was written
 */
public record Continuation(List<Integer> numbers, int written, boolean stopped) {

  public Continuation {
    numbers = List.copyOf(numbers);
  }

  /**
   * How symbols are chosen: of those that have a name, where any has one.
   *
   * @param most symbols to be written
   * @param seed of the draws
   * @param stops symbols that end the text
   */
  public record Settings(int most, Sampling sampling, long seed, Set<Integer> stops) {
    public Settings {
      stops = Set.copyOf(stops);
    }

    public static Settings greedy(int most) {
      return new Settings(most, Sampling.greedy(), 0, Set.of());
    }
  }

  /**
   * Writes.
   *
   * @param beginning at least one symbol
   * @param listener told each symbol as it is written; false ends it
   * @throws CheckpointException if the network does not give a number for each symbol
   */
  public static Continuation of(
      TextReader reader, int[] beginning, Settings settings, IntPredicate listener) {
    List<Integer> numbers = new ArrayList<>();
    for (int number : beginning) numbers.add(number);
    SplittableRandom random = new SplittableRandom(settings.seed());
    Set<Integer> named = new HashSet<>(reader.symbols().all());
    for (int written = 1; written <= settings.most(); written++) {
      float[] logits = NextSymbols.logits(next(reader, numbers));
      for (int i = 0; i < logits.length; i++) {
        if (!named.isEmpty() && !named.contains(i)) logits[i] = Float.NEGATIVE_INFINITY;
      }
      int chosen = settings.sampling().choose(logits, random);
      numbers.add(chosen);
      boolean goesOn = listener.test(chosen);
      boolean stops = settings.stops().contains(chosen);
      if (stops || !goesOn) return new Continuation(numbers, written, stops);
    }
    return new Continuation(numbers, settings.most(), false);
  }

  /** What is said of the symbol after a text. */
  private static float[] next(TextReader reader, List<Integer> numbers) {
    int from = Math.max(0, numbers.size() - reader.window());
    int[] text = numbers.subList(from, numbers.size()).stream().mapToInt(i -> i).toArray();
    int greatest = Math.max(Arrays.stream(text).max().orElse(0), last(reader));
    float[] row =
        reader
            .said(text)
            .filter(said -> said.rows() == 1 || said.rows() == reader.steps(text.length))
            .filter(said -> said.width() > greatest)
            .orElseThrow(
                () ->
                    new CheckpointException(
                        "%s: does not predict the next symbol: its first output has no row of %d numbers or more, one for each symbol"
                            .formatted(reader.model(), greatest + 1)))
            .last();
    for (float value : row) {
      if (Float.isNaN(value)) {
        throw new CheckpointException(
            reader.model() + ": the network computes NaN, so no symbol is the most probable");
      }
    }
    return row;
  }

  private static int last(TextReader reader) {
    return reader.symbols().isEmpty() ? 0 : reader.symbols().all().getLast();
  }
}
