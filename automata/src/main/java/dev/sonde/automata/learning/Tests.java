package dev.sonde.automata.learning;

import dev.sonde.automata.Machine;
import dev.sonde.automata.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.automatalib.util.automaton.conformance.WMethodTestsIterator;
import net.automatalib.word.Word;

/** Runs equivalence tests on a hypothesis, many words per question. */
final class Tests {

  private static final int BATCH = 256;

  private final Oracle oracle;
  private final List<Equivalence> tests;

  Tests(Oracle oracle, List<Equivalence> tests) {
    this.oracle = oracle;
    this.tests = tests;
  }

  /**
   * The shortest prefix of a test's word that the hypothesis answers wrongly, from the first test
   * that has one.
   *
   * @param round from 1; random words are new in each
   */
  Optional<int[]> counterexample(Machine hypothesis, int round) {
    for (Equivalence test : tests) {
      Optional<int[]> found =
          switch (test) {
            case Equivalence.RandomWords(int words, int from, int to, long seed) ->
                first(hypothesis, random(hypothesis, words, from, to, seed + 31L * round));
            case Equivalence.Pac pac ->
                first(
                    hypothesis,
                    random(
                        hypothesis,
                        pac.words(round),
                        pac.from(),
                        pac.to(),
                        pac.seed() + 31L * round));
            case Equivalence.WMethod(int depth, int most) ->
                first(hypothesis, characterising(hypothesis, depth, most));
          };
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private static Iterator<int[]> random(Machine machine, int count, int from, int to, long seed) {
    return Words.uniform(count, from, to, machine.inputs().size(), seed).iterator();
  }

  private static Iterator<int[]> characterising(Machine hypothesis, int depth, int most) {
    List<Integer> inputs = IntStream.range(0, hypothesis.inputs().size()).boxed().toList();
    Iterator<Word<Integer>> words =
        new WMethodTestsIterator<>(Bridge.toLibrary(hypothesis), inputs, depth);
    return IntStream.iterate(0, i -> i < most && words.hasNext(), i -> i + 1)
        .mapToObj(_ -> Oracle.ints(words.next()))
        .filter(word -> word.length > 0)
        .iterator();
  }

  private Optional<int[]> first(Machine hypothesis, Iterator<int[]> words) {
    while (words.hasNext()) {
      List<int[]> batch = new ArrayList<>();
      while (words.hasNext() && batch.size() < BATCH) batch.add(words.next());
      List<int[]> outputs = oracle.outputs(batch);
      for (int i = 0; i < batch.size(); i++) {
        int wrong = Equivalence.wrongAfter(hypothesis, batch.get(i), outputs.get(i));
        if (wrong > 0) return Optional.of(Arrays.copyOf(batch.get(i), wrong));
      }
    }
    return Optional.empty();
  }
}
