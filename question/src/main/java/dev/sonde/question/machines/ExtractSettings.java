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

/** From which network a machine is extracted, and how; see each component. */
public record ExtractSettings(
    @Setting(help = "File of a recurrent network", position = 0, label = "MODEL", input = true)
        Path model,
    @Setting(
            help = "The machine that the network was trained on, to compare with",
            label = "FILE.dot|NAME")
        @Nullable String machine,
    @Setting(
            help =
                "Active learning (ttt, kearns-vazirani, l-star), clusters of hidden states"
                    + " (clusters; their number is that of the machine's states, or of one merged"
                    + " from the words), or state merging on sampled words (samples)",
            initial = "ttt",
            label = "NAME")
        Method method,
    @Setting(
            help = "The clustering for the method clusters",
            initial = "k-means 4n",
            label = "NAME")
        String clustering,
    @Setting(
            help = "Equivalence tests, in this order",
            initial = "random,w-method",
            label = "NAMES",
            alsoNamed = "test")
        List<Test> tests,
    @Setting(help = "Number of words of the random test", initial = "2000", min = 1) int testWords,
    @Setting(
            help = "Length of the longest words of the random and PAC tests",
            initial = "30",
            min = 1)
        int testLength,
    @Setting(
            help = "Additional states beyond the hypothesis that the W-method covers",
            initial = "1",
            min = 0,
            max = 8)
        int depth,
    @Setting(
            help = "Largest error rate of a machine that passes the PAC test",
            initial = "0.01",
            above = 0,
            below = 1)
        double epsilon,
    @Setting(
            help = "Largest probability that the PAC test is wrong",
            initial = "0.05",
            above = 0,
            below = 1)
        double delta,
    @Setting(help = "Largest number of counterexamples", initial = "100", min = 1) int maxRounds,
    @Setting(help = "Largest number of states of a hypothesis", initial = "1000", min = 2)
        int maxStates,
    @Setting(help = "Largest number of queried words", initial = "1000000", min = 1)
        long maxQueries,
    @Setting(help = "Time limit", unit = "seconds", initial = "300", above = 0) double maxSeconds,
    @Setting(
            help = "Number of words for clusters and samples, spread over lengths 1 to 14",
            initial = "2000",
            min = 1)
        int words,
    @Setting(help = "Seed of the words", initial = "1") long seed,
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
   * The settings of active learning.
   *
   * @param longest the longest word that the network reads
   */
  Learning.Settings learning(int longest) {
    Algorithm algorithm =
        Arrays.stream(Algorithm.values())
            .filter(a -> a.toString().equals(method.toString()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(method + " makes no queries"));
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
