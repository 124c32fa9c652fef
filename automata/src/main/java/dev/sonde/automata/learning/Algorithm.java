package dev.sonde.automata.learning;

import de.learnlib.acex.AcexAnalyzers;
import de.learnlib.algorithm.LearningAlgorithm.MealyLearner;
import de.learnlib.algorithm.kv.mealy.KearnsVaziraniMealy;
import de.learnlib.algorithm.rivestschapire.RivestSchapireMealy;
import de.learnlib.algorithm.ttt.mealy.TTTLearnerMealy;
import java.util.Locale;
import net.automatalib.alphabet.Alphabet;

/** How a machine is learned by asking. */
public enum Algorithm {
  /** Isberner, Howar, Steffen 2014. */
  TTT,
  /** Kearns and Vazirani 1994. */
  KEARNS_VAZIRANI,
  /** Angluin 1987, counterexamples after Rivest and Schapire. */
  L_STAR;

  MealyLearner<Integer, Integer> learner(Alphabet<Integer> inputs, Oracle oracle) {
    return switch (this) {
      case TTT -> new TTTLearnerMealy<>(inputs, oracle, AcexAnalyzers.BINARY_SEARCH_BWD);
      case KEARNS_VAZIRANI ->
          new KearnsVaziraniMealy<>(inputs, oracle, true, AcexAnalyzers.BINARY_SEARCH_BWD);
      case L_STAR -> new RivestSchapireMealy<>(inputs, oracle);
    };
  }

  /** {@code kearns-vazirani}, as commands write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
