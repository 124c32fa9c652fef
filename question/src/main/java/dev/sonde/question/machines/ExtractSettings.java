package dev.sonde.question.machines;

import dev.sonde.automata.learning.Algorithm;
import dev.sonde.automata.learning.Equivalence;
import dev.sonde.automata.learning.Learning;
import dev.sonde.automata.learning.Limits;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.states.ClusteringChoice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Out of which network a machine is read, and how; see each component. */
public record ExtractSettings(
    @Setting(
            help = "A recurrent network of any file that opens",
            position = 0,
            label = "MODEL",
            input = true)
        Path model,
    @Setting(
            help = "The machine that the network was to learn, to compare with",
            label = "FILE.dot|NAME")
        @Nullable String machine,
    @Setting(
            help =
                "By asking the network about words (ttt, kearns-vazirani, l-star), from clusters"
                    + " of its hidden states, which needs the machine, or by merging the states of"
                    + " answers to sampled words (samples)",
            initial = "ttt",
            label = "NAME")
        Method method,
    @Setting(
            help = "The clustering, where the machine comes from clusters",
            initial = "k-means 4n",
            label = "NAME")
        String clustering,
    @Setting(
            help = "Equivalence tests in their order",
            initial = "random,w-method",
            label = "NAMES",
            alsoNamed = "test")
        List<Test> tests,
    @Setting(help = "Words of the random test", initial = "2000", min = 1) int testWords,
    @Setting(help = "Longest words of the random and PAC tests", initial = "30", min = 1)
        int testLength,
    @Setting(
            help = "States that the W-method supposes beyond those of the hypothesis",
            initial = "1",
            min = 0,
            max = 8)
        int depth,
    @Setting(
            help = "Share of words that a machine which passes the PAC test may get wrong",
            initial = "0.01",
            above = 0,
            below = 1)
        double epsilon,
    @Setting(
            help = "How probable it may be that the PAC test errs",
            initial = "0.05",
            above = 0,
            below = 1)
        double delta,
    @Setting(help = "Counterexamples at most", initial = "100", min = 1) int maxRounds,
    @Setting(help = "States of a hypothesis at most", initial = "1000", min = 2) int maxStates,
    @Setting(help = "Words asked at most", initial = "1000000", min = 1) long maxQueries,
    @Setting(help = "Time at most", unit = "seconds", initial = "300", above = 0) double maxSeconds,
    @Setting(
            help = "Words of clusters and samples, by the quota of lengths 1 to 14",
            initial = "2000",
            min = 1)
        int words,
    @Setting(help = "Seed of all words", initial = "1") long seed,
    @Nested WordSettings reading)
    implements Adjustable<ExtractSettings> {

  /** How the machine is found. */
  public enum Method {
    TTT,
    KEARNS_VAZIRANI,
    L_STAR,
    CLUSTERS,
    SAMPLES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How a hypothesis is tested. */
  public enum Test {
    RANDOM,
    W_METHOD,
    PAC;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public ExtractSettings {
    tests = List.copyOf(tests);
    SettingsCodec.check(
        ExtractSettings.class,
        model,
        machine,
        method,
        clustering,
        tests,
        testWords,
        testLength,
        depth,
        epsilon,
        delta,
        maxRounds,
        maxStates,
        maxQueries,
        maxSeconds,
        words,
        seed,
        reading);
    choice(clustering);
    if (method == Method.CLUSTERS && machine == null) {
      throw new SettingsException("machine", "needed: clusters are named by its states");
    }
  }

  private static ClusteringChoice choice(String name) {
    try {
      return ClusteringChoice.named(List.of(name)).getFirst();
    } catch (IllegalArgumentException e) {
      throw new SettingsException("clustering", String.valueOf(e.getMessage()), e);
    }
  }

  ClusteringChoice choice() {
    return choice(clustering);
  }

  /**
   * Of the methods that ask.
   *
   * @param longest words that the network reads
   */
  Learning.Settings learning(int longest) {
    Algorithm algorithm =
        Arrays.stream(Algorithm.values())
            .filter(a -> a.toString().equals(method.toString()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(method + " asks nothing"));
    return new Learning.Settings(
        algorithm,
        tests.stream().map(test -> test(test, Math.min(testLength, longest))).toList(),
        new Limits(maxRounds, maxStates, maxQueries, maxSeconds));
  }

  private Equivalence test(Test test, int longest) {
    return switch (test) {
      case RANDOM -> new Equivalence.RandomWords(testWords, 1, longest, seed);
      case W_METHOD -> new Equivalence.WMethod(depth, 5000);
      case PAC -> new Equivalence.Pac(epsilon, delta, 1, longest, seed);
    };
  }
}
