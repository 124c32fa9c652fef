package dev.sonde.automata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.automata.language.RandomMachine;
import dev.sonde.automata.language.Tomita;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.automatalib.alphabet.Alphabet;
import net.automatalib.alphabet.impl.Alphabets;
import net.automatalib.automaton.fsa.impl.CompactDFA;
import net.automatalib.util.automaton.minimizer.HopcroftMinimizer;
import org.junit.jupiter.api.Test;

class MinimalTest {

  private static Machine draw(int states, long seed) {
    // Drawn from fewer states than it has room for: much is unreachable or equivalent.
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    int[][] next = new int[states][2];
    boolean[] accepting = new boolean[states];
    for (int s = 0; s < states; s++) {
      accepting[s] = random.nextInt(6) == 0;
      for (int a = 0; a < 2; a++) next[s][a] = random.nextInt(states);
    }
    List<String> names =
        java.util.stream.IntStream.range(0, states).mapToObj(s -> "q" + s).toList();
    return Machine.dfa("drawn", List.of("a", "b"), names, 0, next, accepting);
  }

  @Test
  void size_isThatOfAutomataLib() {
    for (int seed = 0; seed < 60; seed++) {
      Machine machine = draw(3 + seed % 40, seed);
      Alphabet<Integer> alphabet = Alphabets.integers(0, 1);
      CompactDFA<Integer> theirs = new CompactDFA<>(alphabet);
      for (int s = 0; s < machine.size(); s++) theirs.addState(machine.accepts(s));
      theirs.setInitialState(machine.initial());
      for (int s = 0; s < machine.size(); s++) {
        for (int a = 0; a < 2; a++) theirs.setTransition(s, a, machine.next(s, a));
      }
      Machine small = Minimal.of(machine).machine();
      assertThat(small.size()).isEqualTo(HopcroftMinimizer.minimizeDFA(theirs).size());
      assertThat(Separation.shortest(machine, small)).isEmpty();
    }
  }

  @Test
  void classes_sayWhichStateStandsForWhich() {
    Machine machine = draw(30, 7);
    Minimal minimal = Minimal.of(machine);
    for (int[] word : Words.uniform(200, 0, 20, 2, 1)) {
      assertThat(minimal.classes().get(machine.run(word))).isEqualTo(minimal.machine().run(word));
    }
  }

  @Test
  void equivalentMachines_becomeTheSame() {
    Machine machine = new RandomMachine(Kind.MOORE, 12, 2, 3, 5).machine();
    Machine mealy = Conversion.toMealy(machine);
    Machine back = Conversion.toStates(mealy, Kind.MOORE, machine.output(machine.initial()));
    assertThat(Separation.shortest(machine, back)).isEmpty();
    assertThat(back.size()).isEqualTo(machine.size());
  }

  @Test
  void conversion_needsNoStateForTheEmptyWord() {
    for (int n = 1; n <= 7; n++) {
      Machine tomita = Tomita.of(n);
      Machine back = Conversion.toStates(Conversion.toMealy(tomita), Kind.DFA, Machine.REJECT);
      assertThat(back.size()).as("tomita " + n).isLessThanOrEqualTo(tomita.size());
      assertThat(Separation.shortest(Conversion.toMealy(tomita), back)).isEmpty();
    }
  }

  @Test
  void shortestSeparatingWord_isTheShortest() {
    Machine left = Tomita.of(4);
    Machine right = Tomita.of(7);
    int[] word = Separation.shortest(left, right).orElseThrow();
    assertThat(left.lastOutput(word)).isNotEqualTo(right.lastOutput(word));
    for (int length = 0; length < word.length; length++) {
      for (int i = 0; i < 1 << length; i++) {
        int[] shorter = Words.numbered(i, length, 2);
        assertThat(left.lastOutput(shorter)).isEqualTo(right.lastOutput(shorter));
      }
    }
    assertThat(Separation.words(left, right, 5))
        .hasSize(5)
        .allSatisfy(w -> assertThat(left.lastOutput(w)).isNotEqualTo(right.lastOutput(w)));
    assertThatThrownBy(
            () -> Separation.shortest(left, new RandomMachine(Kind.DFA, 3, 3, 2, 0).machine()))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("inputs");
  }

  @Test
  void quota_isThePublishedOne() {
    assertThat(Words.Quota.of(50_000, 2, 14).words()).isEqualTo(50_006);
    List<int[]> words = Words.byQuota(2000, 2, 1);
    assertThat(words).hasSize(2004);
    assertThat(words.stream().mapToInt(w -> w.length).sum()).isEqualTo(21_320);
    assertThat(words.stream().filter(w -> w.length == 7).map(Text::of).distinct()).hasSize(128);
  }

  /** Arrays have no equality of their own. */
  private static final class Text {
    static String of(int[] word) {
      return java.util.Arrays.toString(word);
    }
  }

  @Test
  void validation_sharesNoDrawnWordWithTraining() {
    Words.Quota quota = Words.Quota.of(50_000, 2, 14);
    List<int[]> training = Words.byQuota(quota, 2, 3, Words.Part.TRAINING);
    List<int[]> validation = Words.byQuota(quota.validation(2000), 2, 3, Words.Part.VALIDATION);
    assertThat(training).hasSize(50_006);
    assertThat(validation).hasSizeBetween(2000, 2002).allMatch(w -> w.length > 12);
    Set<String> seen = training.stream().map(Text::of).collect(Collectors.toSet());
    assertThat(validation).noneMatch(w -> seen.contains(Text.of(w)));
  }
}
