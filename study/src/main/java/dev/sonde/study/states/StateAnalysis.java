package dev.sonde.study.states;

import dev.sonde.analysis.clusters.Agreement;
import dev.sonde.analysis.clusters.Clustering;
import dev.sonde.analysis.clusters.Labels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.automata.Machine;
import dev.sonde.automata.Words;
import dev.sonde.automata.learning.Teacher;
import dev.sonde.settings.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the hidden states of one network cluster by the states of a machine.
 *
 * @param accuracy share of words of length 16 to 30 with the correct class after every prefix
 * @param lastOutput share of them whose last output is right
 * @param learned whether the accuracy is at least 0.8
 * @param states of the minimal machine
 * @param observed states that the vectors have
 * @param words whose vectors were taken
 * @param vectors all of them, in every clustering
 * @param dimensions of a vector
 * @param outputs the machine's output for each class of the network, recovered by assignment
 */
public record StateAnalysis(
    double accuracy,
    double lastOutput,
    boolean learned,
    int states,
    int observed,
    int words,
    int vectors,
    int dimensions,
    List<String> outputs,
    List<Result> clusterings) {

  public StateAnalysis {
    outputs = List.copyOf(outputs);
    clusterings = List.copyOf(clusterings);
  }

  /**
   * One clustering.
   *
   * @param noise share of the vectors in no cluster
   * @param matched share of vectors that a one-to-one matching of clusters and states explains
   * @param map each cluster and the state it stands for
   */
  public record Result(
      String name,
      int clusters,
      double ambiguity,
      double weighted,
      double max,
      double homogeneity,
      double completeness,
      double nmi,
      double noise,
      double matched,
      List<Cluster> map) {
    public Result {
      map = List.copyOf(map);
    }
  }

  /**
   * A cluster.
   *
   * @param cluster its number, −1 for the noise
   * @param state the most frequent one in it
   * @param match the state that the one-to-one matching gives it, or null
   */
  public record Cluster(
      int cluster, long vectors, double ambiguity, String state, @Nullable String match) {}

  /**
   * How to analyse.
   *
   * @param total the N of the quota of words; 2000 gives 21,320 vectors of two inputs
   * @param accuracyWords words of the accuracy
   * @param seed of words and clusterings
   * @param threads of the clusterings
   */
  public record Settings(
      int total,
      int accuracyWords,
      long seed,
      int threads,
      List<ClusteringChoice> clusterings,
      Scaling scaling) {
    public Settings {
      Bounds.atLeast("words", total, 1);
      Bounds.atLeast("words of the accuracy", accuracyWords, 1);
      Bounds.atLeast("threads", threads, 1);
      clusterings = List.copyOf(clusterings);
    }

    public static Settings defaults() {
      return new Settings(2000, Accuracy.WORDS, 1, 2, ClusteringChoice.all(), Scaling.NONE);
    }

    public Settings seed(long other) {
      return new Settings(total, accuracyWords, other, threads, clusterings, scaling);
    }

    public Settings total(int other) {
      return new Settings(other, accuracyWords, seed, threads, clusterings, scaling);
    }

    public Settings threads(int other) {
      return new Settings(total, accuracyWords, seed, other, clusterings, scaling);
    }

    public Settings clusterings(List<ClusteringChoice> others) {
      return new Settings(total, accuracyWords, seed, threads, others, scaling);
    }

    public Settings scaling(Scaling other) {
      return new Settings(total, accuracyWords, seed, threads, clusterings, other);
    }
  }

  /** What was looked at, for figures; the labels are as long as the vectors. */
  public record Details(
      StateAnalysis analysis,
      Machine machine,
      OutputOrder order,
      Points points,
      Labels states,
      List<int[]> words,
      List<Clustering> clusterings) {}

  /**
   * @param machine trimmed and minimal
   * @param done hears the name of each clustering when it ends
   */
  public static Details of(
      StateNetwork network, Machine machine, Settings settings, Consumer<String> done) {
    List<int[]> words = Words.byQuota(settings.total, machine.inputs().size(), settings.seed);
    OutputOrder order = OutputOrder.of(network, machine, words);
    Teacher translated = order.apply(network);
    Accuracy accuracy =
        Accuracy.of(translated, machine, settings.accuracyWords, settings.seed + 1_000_003);
    Points points = settings.scaling.apply(network.vectors(words));
    Labels states = states(machine, words);
    List<Clustering> found = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    try (Workers workers = Workers.of(settings.threads)) {
      ClusteringChoice.Bench bench =
          new ClusteringChoice.Bench(points, states, machine.size(), settings.seed, workers);
      for (ClusteringChoice choice : settings.clusterings) {
        Clustering clustering = choice.run(bench);
        found.add(clustering);
        results.add(result(choice.name(), Agreement.of(clustering, states), machine));
        done.accept(choice.name());
      }
    }
    StateAnalysis analysis =
        new StateAnalysis(
            accuracy.strict(),
            accuracy.last(),
            accuracy.learned(),
            machine.size(),
            states.distinct(),
            words.size(),
            points.count(),
            points.dimensions(),
            order.outputs().stream().map(o -> o < 0 ? "–" : machine.outputs().get(o)).toList(),
            results);
    return new Details(analysis, machine, order, points, states, words, found);
  }

  /** The machine's state after every prefix of each word. */
  static Labels states(Machine machine, List<int[]> words) {
    return Labels.of(
        words.stream().flatMapToInt(w -> java.util.Arrays.stream(machine.path(w))).toArray());
  }

  static Result result(String name, Agreement a, Machine machine) {
    List<Cluster> map = new ArrayList<>();
    for (Agreement.Cluster c : a.perCluster()) {
      Integer match = c.match();
      map.add(
          new Cluster(
              c.cluster(),
              c.vectors(),
              c.ambiguity(),
              machine.states().get(c.state()),
              match == null ? null : machine.states().get(match)));
    }
    return new Result(
        name,
        a.clusters(),
        a.ambiguity(),
        a.weighted(),
        a.max(),
        a.homogeneity(),
        a.completeness(),
        a.nmi(),
        a.noiseShare(),
        a.matched(),
        map);
  }
}
