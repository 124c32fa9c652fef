package dev.sonde.bench.stats;

import dev.sonde.analysis.weights.Measured;
import dev.sonde.analysis.weights.Summaries;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.bench.Clock;
import dev.sonde.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.List;

/** Sonde's part: full statistics and histograms of every tensor of a file, {@code FILE THREADS}. */
public final class ScanRun {

  private ScanRun() {}

  public static void main(String[] arguments) {
    Clock clock = new Clock();
    Summary.Settings defaults = Summary.Settings.defaults();
    Summary.Settings settings =
        new Summary.Settings(defaults.nearZero(), 256, Integer.parseInt(arguments[1]));
    Checkpoint file = Checkpoint.open(Path.of(arguments[0]));
    List<Measured> measured = Summaries.withHistograms(file.tensors(), settings);
    if (measured.stream().anyMatch(m -> m.summary().count() == 0)) System.exit(1);
    clock.done();
  }
}
