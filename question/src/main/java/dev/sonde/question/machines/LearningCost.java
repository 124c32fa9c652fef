package dev.sonde.question.machines;

import dev.sonde.automata.learning.Learning;
import dev.sonde.study.states.Extraction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cost of active learning; counterexamples are in the machine's symbols. */
public record LearningCost(
    String algorithm,
    int rounds,
    long learningQueries,
    long learningSymbols,
    long testQueries,
    long testSymbols,
    String ended,
    boolean complete,
    Learning.@Nullable Passed pac,
    List<String> counterexamples,
    double seconds) {

  /** Null if the machine was not found by active learning. */
  static @Nullable LearningCost of(Extraction found) {
    Learning l = found.learning();
    if (l == null) return null;
    return new LearningCost(
        l.algorithm().toString(),
        l.rounds(),
        l.learningQueries(),
        l.learningSymbols(),
        l.testQueries(),
        l.testSymbols(),
        l.ended(),
        l.complete(),
        l.pac(),
        l.counterexamples().stream().map(found::words).toList(),
        l.seconds());
  }
}
