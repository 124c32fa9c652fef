package dev.sonde.study.states;

import dev.sonde.analysis.clusters.Clustering;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.automata.Conversion;
import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.Separation;
import dev.sonde.automata.Words;
import dev.sonde.automata.learning.Fidelity;
import dev.sonde.automata.learning.Learning;
import dev.sonde.automata.learning.Quotient;
import dev.sonde.automata.learning.StateMerging;
import dev.sonde.automata.learning.Teacher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine extracted from a network.
 *
 * @param method {@code ttt}, {@code clusters k-means 4n}, {@code samples}
 * @param machine a DFA or Moore machine where the truth is one, else a Mealy machine
 * @param statesBefore states before minimising
 * @param states after
 * @param statesOfTruth of the minimal truth, or null
 * @param equivalent whether it is the truth (the empty word, which no network is asked, apart);
 *     null without a truth
 * @param separating words that tell machine and truth apart, the shortest first
 * @param learning what asking cost, where the method asks
 * @param quotient of clusters, where the method clusters
 * @param merging of samples, where the method merges
 * @param fidelity agreement with the network and with the truth, by length
 */
public record Extraction(
    String method,
    Machine machine,
    int statesBefore,
    int states,
    @Nullable Integer statesOfTruth,
    @Nullable Boolean equivalent,
    List<String> separating,
    @Nullable Learning learning,
    @Nullable Quotient quotient,
    @Nullable StateMerging merging,
    Fidelity fidelity) {

  private static final int SEPARATING = 5;

  public Extraction {
    separating = List.copyOf(separating);
  }

  /** The network to extract from, and the machine to compare with. */
  public record Subject(
      WordNetwork network,
      Teacher teacher,
      List<String> inputs,
      List<String> outputs,
      Kind kind,
      @Nullable Machine truth) {

    /** A network with the machine that it was to learn; its classes are put in its order. */
    public static Subject of(WordNetwork network, Machine truth, long seed) {
      List<int[]> words = quota(network, 1000, seed);
      OutputOrder order = OutputOrder.of(network, truth, words);
      if (order.outputs().stream().anyMatch(o -> o < 0)) {
        throw new MachineException(
            "the network has %d classes, machine '%s' has %d outputs"
                .formatted(order.outputs().size(), truth.name(), truth.outputs().size()));
      }
      return new Subject(
          network, order.apply(network), truth.inputs(), truth.outputs(), truth.kind(), truth);
    }

    /** Words by the quota that the network reads. */
    public static List<int[]> quota(WordNetwork network, int total, long seed) {
      int longest = Math.min(Words.LONGEST, network.longest());
      int inputs = network.inputs().size();
      return Words.byQuota(
          Words.Quota.of(total, inputs, longest), inputs, seed, Words.Part.EVERYTHING);
    }

    /** A network alone: inputs and classes are called as it calls them. */
    public static Subject of(WordNetwork network) {
      return new Subject(network, network, network.inputs(), network.classes(), Kind.MEALY, null);
    }
  }

  /** By asking. */
  public static Extraction byAsking(Subject subject, Learning.Settings settings, long seed) {
    Learning learning = Learning.of(subject.teacher, subject.inputs, subject.outputs, settings);
    return of(
        subject,
        settings.algorithm().toString(),
        learning.machine(),
        learning.hypothesisStates(),
        learning,
        null,
        null,
        seed);
  }

  /**
   * By joining hidden states that a clustering puts together. As many clusters as the machine has
   * states, or times so many; where none is known, one that is merged from the network's answers to
   * the words says how many.
   *
   * @param words whose states are clustered
   */
  public static Extraction byClusters(
      Subject subject, ClusteringChoice choice, List<int[]> words, int threads, long seed) {
    List<int[]> answers = subject.teacher.outputs(words);
    Machine known = subject.truth;
    Machine sizing =
        known != null
            ? known
            : Minimal.of(StateMerging.of(words, answers, subject.inputs, subject.outputs).machine())
                .machine();
    Points points = subject.network.vectors(words);
    Clustering clustering;
    try (Workers workers = Workers.of(threads)) {
      clustering =
          choice.run(
              new ClusteringChoice.Bench(
                  points, StateAnalysis.states(sizing, words), sizing.size(), seed, workers));
    }
    Quotient quotient =
        Quotient.of(words, clustering.labels().toInts(), answers, subject.inputs, subject.outputs);
    String how = "clusters " + choice.name();
    return of(
        subject,
        known != null
            ? how
            : "%s, n = %d states of a machine merged from the words".formatted(how, sizing.size()),
        quotient.machine(),
        quotient.states(),
        null,
        quotient,
        null,
        seed);
  }

  /**
   * By merging the states of a prefix tree of answers.
   *
   * @param words that are answered
   */
  public static Extraction bySamples(Subject subject, List<int[]> words, long seed) {
    StateMerging merging =
        StateMerging.of(words, subject.teacher.outputs(words), subject.inputs, subject.outputs);
    return of(subject, "samples", merging.machine(), merging.states(), null, null, merging, seed);
  }

  private static Extraction of(
      Subject subject,
      String method,
      Machine mealy,
      int before,
      @Nullable Learning learning,
      @Nullable Quotient quotient,
      @Nullable StateMerging merging,
      long seed) {
    Machine truth = subject.truth;
    int toEmpty = truth == null || truth.kind() == Kind.MEALY ? 0 : truth.output(truth.initial());
    Machine machine = Conversion.toStates(mealy, subject.kind, toEmpty).named("extracted");
    List<String> separating = new ArrayList<>();
    Boolean equivalent = null;
    if (truth != null) {
      Machine plain = Conversion.toMealy(truth);
      for (int[] word : Separation.words(plain, mealy, SEPARATING)) {
        separating.add(truth.words(word));
      }
      equivalent = separating.isEmpty();
    }
    return new Extraction(
        method,
        machine,
        before,
        machine.size(),
        truth == null ? null : truth.size(),
        equivalent,
        separating,
        learning,
        quotient,
        merging,
        Fidelity.of(mealy, subject.teacher, truth, lengths(subject.network), 500, seed));
  }

  private static List<Integer> lengths(WordNetwork network) {
    return Fidelity.LENGTHS.stream().filter(length -> length <= network.longest()).toList();
  }

  /** A counterexample as its inputs' names. */
  public String words(int[] word) {
    return String.join(" ", Arrays.stream(word).mapToObj(machine.inputs()::get).toList());
  }
}
