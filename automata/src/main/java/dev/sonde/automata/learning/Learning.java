package dev.sonde.automata.learning;

import de.learnlib.algorithm.LearningAlgorithm.MealyLearner;
import de.learnlib.query.DefaultQuery;
import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.automatalib.alphabet.impl.Alphabets;
import net.automatalib.word.Word;
import org.jspecify.annotations.Nullable;

/**
 * What was learned by asking.
 *
 * <p>A network answers every word, but it need not be a machine: then hypotheses grow without end,
 * and a limit ends the search. The machine is then the last whole hypothesis.
 *
 * @param machine a minimal Mealy machine
 * @param algorithm that learned it
 * @param hypothesisStates states of the last hypothesis before it was minimised
 * @param rounds counterexamples used
 * @param learningQueries words that the learner asked
 * @param learningSymbols inputs in those words
 * @param testQueries words that equivalence tests asked
 * @param testSymbols inputs in those words
 * @param counterexamples in order, in numbers of inputs
 * @param ended {@code no counterexample}, or the limit that was reached: {@code rounds}, {@code
 *     states}, {@code queries} or {@code seconds}
 * @param pac what the last hypothesis passed, if a PAC test was among the tests and it passed
 * @param seconds elapsed
 */
public record Learning(
    Machine machine,
    Algorithm algorithm,
    int hypothesisStates,
    int rounds,
    long learningQueries,
    long learningSymbols,
    long testQueries,
    long testSymbols,
    List<int[]> counterexamples,
    String ended,
    @Nullable Passed pac,
    double seconds) {

  public Learning {
    counterexamples = List.copyOf(counterexamples);
  }

  /** With probability 1 − δ the machine is wrong on at most a share ε of the test's words. */
  public record Passed(double epsilon, double delta, int words) {}

  /** How to learn. */
  public record Settings(Algorithm algorithm, List<Equivalence> tests, Limits limits) {
    public Settings {
      tests = List.copyOf(tests);
    }

    public static Settings defaults() {
      return new Settings(Algorithm.TTT, Equivalence.defaults(), Limits.defaults());
    }

    public Settings algorithm(Algorithm other) {
      return new Settings(other, tests, limits);
    }

    public Settings tests(List<Equivalence> others) {
      return new Settings(algorithm, others, limits);
    }

    public Settings limits(Limits other) {
      return new Settings(algorithm, tests, other);
    }
  }

  /** Whether no test found a counterexample any more. */
  public boolean complete() {
    return ended.equals(DONE);
  }

  private static final String DONE = "no counterexample";

  /**
   * @param inputs names of the inputs
   * @param outputs names of the outputs
   */
  public static Learning of(
      Teacher teacher, List<String> inputs, List<String> outputs, Settings settings) {
    return new Run(teacher, inputs, outputs, settings).run();
  }

  private static final class Run {
    private final List<String> inputs;
    private final List<String> outputs;
    private final Settings settings;
    private final Oracle oracle;
    private final MealyLearner<Integer, Integer> learner;
    private final List<int[]> counterexamples = new ArrayList<>();
    private long learningQueries;
    private long learningSymbols;
    private @Nullable Machine hypothesis;

    Run(Teacher teacher, List<String> inputs, List<String> outputs, Settings settings) {
      this.inputs = inputs;
      this.outputs = outputs;
      this.settings = settings;
      this.oracle = new Oracle(teacher, inputs.size(), settings.limits());
      this.learner = settings.algorithm().learner(Alphabets.integers(0, inputs.size() - 1), oracle);
    }

    Learning run() {
      String ended;
      try {
        ended = search();
      } catch (Oracle.LimitReached e) {
        ended = e.limit();
      }
      if (hypothesis == null) {
        throw new dev.sonde.automata.MachineException(
            "the limit of " + ended + " was reached before the first hypothesis; raise it");
      }
      return new Learning(
          Minimal.of(hypothesis).machine(),
          settings.algorithm(),
          hypothesis.size(),
          counterexamples.size(),
          learningQueries,
          learningSymbols,
          oracle.queries() - learningQueries,
          oracle.symbols() - learningSymbols,
          counterexamples,
          ended,
          ended.equals(DONE) ? pac() : null,
          oracle.seconds());
    }

    private String search() {
      Tests tests = new Tests(oracle, settings.tests());
      learn(learner::startLearning);
      while (true) {
        Machine current = model();
        hypothesis = current;
        if (current.size() > settings.limits().states()) return "states";
        Optional<int[]> found = tests.counterexample(current, counterexamples.size() + 1);
        if (found.isEmpty()) return DONE;
        if (counterexamples.size() == settings.limits().rounds()) return "rounds";
        int[] word = found.get();
        counterexamples.add(word);
        int[] answer = oracle.outputs(List.of(word)).getFirst();
        do {
          learn(() -> learner.refineHypothesis(query(word, answer)));
        } while (Equivalence.wrongAfter(model(), word, answer) > 0);
      }
    }

    /** Counts what the learner asks apart from what tests ask. */
    private void learn(Runnable step) {
      long queries = oracle.queries();
      long symbols = oracle.symbols();
      try {
        step.run();
      } finally {
        learningQueries += oracle.queries() - queries;
        learningSymbols += oracle.symbols() - symbols;
      }
    }

    private Machine model() {
      return Bridge.fromLibrary("learned", inputs, outputs, learner.getHypothesisModel());
    }

    private static DefaultQuery<Integer, Word<Integer>> query(int[] word, int[] answer) {
      return new DefaultQuery<>(Word.epsilon(), word(word), word(answer));
    }

    private static Word<Integer> word(int[] values) {
      return Word.fromList(java.util.Arrays.stream(values).boxed().toList());
    }

    private @Nullable Passed pac() {
      for (Equivalence test : settings.tests()) {
        if (test instanceof Equivalence.Pac pac) {
          return new Passed(pac.epsilon(), pac.delta(), pac.words(counterexamples.size() + 1));
        }
      }
      return null;
    }
  }
}
