package dev.sonde.bench.trees;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.trees.Columns;
import dev.sonde.analysis.trees.ExtraTrees;
import dev.sonde.bench.Clock;
import java.util.Arrays;

/** Sonde's part, from a cold start: {@code THREADS}. Making the activations is not timed. */
public final class TreesRun {

  private TreesRun() {}

  public static void main(String[] arguments) {
    Points points = Activations.make();
    int[] labels = Activations.labels();
    Clock clock = new Clock();
    double sum = 0;
    try (Workers workers = Workers.of(Integer.parseInt(arguments[0]))) {
      Columns columns = Columns.of(points);
      for (int c = 0; c < Activations.CLASSES; c++) {
        int one = c;
        int[] against = Arrays.stream(labels).map(l -> l == one ? 1 : 0).toArray();
        sum +=
            ExtraTrees.of(columns, against, 2, ExtraTrees.Settings.defaults(), workers)
                .importance()
                .getFirst();
      }
    }
    if (!(sum > 0)) System.exit(1);
    clock.done();
  }
}
