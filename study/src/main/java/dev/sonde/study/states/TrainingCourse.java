package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.settings.Bounds;
import dev.sonde.study.trial.TrialInterrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network trained with its epochs kept, and how the clusters of its states changed meanwhile.
 *
 * @param network the file of the trained network
 * @param moments before training, and after some epochs
 */
public record TrainingCourse(Path network, List<Moment> moments) {

  private static final int MOMENTS = 12;
  private static final int TOTAL = 500;
  private static final int ACCURACY_WORDS = 1000;
  private static final List<String> CLUSTERINGS =
      List.of("lda", "k-means n", "k-means 4n", "dbscan 0.5");

  public TrainingCourse {
    moments = List.copyOf(moments);
  }

  /**
   * A look at the network.
   *
   * @param weighted weighted ambiguity by clustering
   */
  public record Moment(int epoch, double accuracy, Map<String, Double> weighted) {
    public Moment {
      weighted = Collections.unmodifiableMap(new LinkedHashMap<>(weighted));
    }
  }

  /**
   * @param epochs at most
   */
  public record Settings(Cell cell, int epochs, long seed) {
    public Settings {
      Bounds.atLeast("epochs", epochs, 1);
    }
  }

  /**
   * Trains into {@code folder/checkpoints}, or goes on there.
   *
   * @param stepped called after each step
   * @throws TrialInterrupted if the thread was interrupted; the same call goes on
   */
  public static TrainingCourse of(Machine machine, Settings settings, Path folder, Runnable stepped)
      throws IOException {
    StateTraining training =
        StateTraining.of(settings.cell, machine)
            .epochs(settings.epochs)
            .seed(settings.seed)
            .keepEvery(1);
    TrainingListener listener = TrainingListener.of(_ -> stepped.run(), () -> false);
    Path checkpoints = folder.resolve("checkpoints");
    StateTraining.Trained trained = training.run(machine, checkpoints, listener);
    trained.network().close();
    if (!trained.result().finished()) throw new TrialInterrupted();
    List<Moment> moments = new ArrayList<>();
    List<Path> epochs = epochs(checkpoints);
    int last = epochs.size() - 1;
    for (int i = 0, before = -1; i <= Math.min(MOMENTS, last); i++) {
      int at = last < MOMENTS ? i : (int) Math.round((double) i * last / MOMENTS);
      if (at > before) moments.add(moment(epochs.get(at), machine, settings.seed));
      before = at;
    }
    return new TrainingCourse(checkpoints.resolve("last.safetensors"), moments);
  }

  private static List<Path> epochs(Path checkpoints) throws IOException {
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files
          .filter(f -> String.valueOf(f.getFileName()).startsWith("epoch-"))
          .sorted()
          .toList();
    }
  }

  private static Moment moment(Path file, Machine machine, long seed) {
    try (StateNetwork network = NetworkFile.open(file, machine)) {
      StateAnalysis.Settings settings =
          new StateAnalysis.Settings(
              TOTAL, ACCURACY_WORDS, seed, 1, ClusteringChoice.named(CLUSTERINGS), Scaling.NONE);
      StateAnalysis analysis = StateAnalysis.of(network, machine, settings, _ -> {}).analysis();
      Map<String, Double> weighted = new LinkedHashMap<>();
      for (StateAnalysis.Result r : analysis.clusterings()) weighted.put(r.name(), r.weighted());
      String name = String.valueOf(file.getFileName());
      int epoch = Integer.parseInt(name.replaceAll("\\D", ""));
      return new Moment(epoch, analysis.accuracy(), weighted);
    }
  }
}
