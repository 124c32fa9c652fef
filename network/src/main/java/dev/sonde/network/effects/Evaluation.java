package dev.sonde.network.effects;

import dev.sonde.network.data.DataException;
import dev.sonde.network.data.Examples;
import dev.sonde.network.data.Targets;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How good a network is on labelled data.
 *
 * <pre>{@code
 * Evaluation judged = Evaluation.of(network, examples, labels, 100, "", _ -> {});
 * judged.score().accuracy();   // 0.915
 * }</pre>
 *
 * @param reading what the output was taken for
 * @param classes one for each class; none of numbers
 * @param confusion {@code [label][said]}: how many answers; empty of numbers
 * @param calibration null of numbers
 * @param spread of targets that are numbers: the squared error of their means, which know nothing
 *     of the input; null of classes
 */
public record Evaluation(
    Score score,
    Reading reading,
    List<OfClass> classes,
    List<List<Long>> confusion,
    @Nullable Calibration calibration,
    @Nullable Double spread) {

  /** Above, a table of all classes by all classes helps nobody. */
  private static final int MOST_CONFUSED = 1000;

  /**
   * One class.
   *
   * @param n answers whose label it is
   * @param right those among them that are right
   * @param accuracy their share; NaN of a class without examples
   */
  public record OfClass(String name, long n, long right, double accuracy) {}

  public Evaluation {
    classes = List.copyOf(classes);
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  /**
   * Runs all examples.
   *
   * @param batch examples at a time
   * @param output which one is judged; empty for the first
   * @param progress hears of each batch how many were in it; may throw to stop
   * @throws dev.sonde.network.data.DataException if the output cannot be held against the targets
   */
  public static Evaluation of(
      ArrayNetwork network,
      Examples examples,
      Targets targets,
      int batch,
      String output,
      LongConsumer progress) {
    return of(network, examples, targets, batch, output, progress, null);
  }

  /**
   * As {@link #of(ArrayNetwork, Examples, Targets, int, String, LongConsumer)}.
   *
   * @param each hears of every answer; null for nobody
   */
  public static Evaluation of(
      ArrayNetwork network,
      Examples examples,
      Targets targets,
      int batch,
      String output,
      LongConsumer progress,
      @Nullable Predictions each) {
    Tally tally = new Tally();
    Scorer scorer = null;
    Reading reading = Reading.NUMBERS;
    long step = examples.atOnce(Math.min(batch, network.mostExamples()));
    for (long from = 0; from < examples.count(); from += step) {
      long count = Math.min(step, examples.count() - from);
      try (Scope _ = new Scope()) {
        Tensor given = network.compute(examples.batch(from, count), Outputs.reader(output));
        long rows = examples.cut() ? count : targets.count();
        if (scorer == null) {
          reading = Reading.of(given, rows, targets);
          scorer = new Scorer(targets, reading, tally::add, each);
          tally.classes = width(given, rows, targets);
        }
        scorer.add(given, from, rows);
      }
      progress.accept(count);
    }
    if (scorer == null) throw new DataException("there are no examples");
    return tally.evaluation(scorer.score(), reading, targets);
  }

  private static int width(Tensor output, long rows, Targets targets) {
    if (!(targets instanceof Targets.Classes classes)) return 0;
    return (int) Math.max(2, output.count() / (rows * classes.places()));
  }

  /** Answers by label and by what was said. */
  private static final class Tally {
    private final Calibration.Counter calibration = new Calibration.Counter();
    private int classes;
    private long[][] counts = {};

    void add(int label, int said, double confidence) {
      if (counts.length == 0) counts = new long[classes][];
      if (counts[label] == null) counts[label] = new long[classes];
      counts[label][said]++;
      calibration.add(label == said, confidence);
    }

    Evaluation evaluation(Score score, Reading reading, Targets targets) {
      return switch (targets) {
        case Targets.Numbers numbers ->
            new Evaluation(
                score,
                reading,
                List.of(),
                List.of(),
                null,
                spread(numbers.values().toDoubles(), numbers.count()));
        case Targets.Classes named -> {
          List<OfClass> all = new ArrayList<>();
          List<List<Long>> confusion = new ArrayList<>();
          for (int label = 0; label < classes; label++) {
            long[] said = counts[label] == null ? new long[classes] : counts[label];
            long n = 0;
            List<Long> row = new ArrayList<>();
            for (long count : said) {
              n += count;
              row.add(count);
            }
            all.add(new OfClass(named.name(label), n, said[label], (double) said[label] / n));
            if (classes <= MOST_CONFUSED) confusion.add(row);
          }
          yield new Evaluation(score, reading, all, confusion, calibration.calibration(), null);
        }
      };
    }

    /** Variance over examples, mean over the numbers of each. */
    private static double spread(double[] values, int examples) {
      int width = values.length / examples;
      double squares = 0;
      for (int c = 0; c < width; c++) {
        double mean = 0;
        for (int i = c; i < values.length; i += width) mean += values[i] / examples;
        for (int i = c; i < values.length; i += width) {
          squares += (values[i] - mean) * (values[i] - mean) / values.length;
        }
      }
      return squares;
    }
  }
}
