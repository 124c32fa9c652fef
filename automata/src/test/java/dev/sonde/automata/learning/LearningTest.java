package dev.sonde.automata.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.automata.Conversion;
import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.Separation;
import dev.sonde.automata.Words;
import dev.sonde.automata.language.RandomMachine;
import dev.sonde.automata.language.StackLanguage;
import dev.sonde.automata.language.Tomita;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningTest {

  private static Learning learn(Machine machine, Learning.Settings settings) {
    return Learning.of(Teacher.of(machine), machine.inputs(), machine.outputs(), settings);
  }

  @Test
  void everyAlgorithm_learnsEveryKindOfMachine() {
    List<Machine> machines = new ArrayList<>();
    for (int n = 1; n <= 7; n++) machines.add(Tomita.of(n));
    machines.add(new RandomMachine(Kind.MOORE, 20, 3, 4, 1).machine());
    machines.add(new RandomMachine(Kind.MEALY, 20, 3, 4, 1).machine());
    for (Machine machine : machines) {
      for (Algorithm algorithm : Algorithm.values()) {
        Learning learned = learn(machine, Learning.Settings.defaults().algorithm(algorithm));
        Machine wanted = Minimal.of(Conversion.toMealy(machine)).machine();
        assertThat(Separation.shortest(wanted, learned.machine()))
            .as(machine.name() + algorithm)
            .isEmpty();
        assertThat(learned.machine().size()).isEqualTo(wanted.size());
        assertThat(learned.complete()).isTrue();
        assertThat(learned.counterexamples()).hasSize(learned.rounds());
      }
    }
  }

  @Test
  void tomita7_comesBackAsItsFiveStates() {
    Learning learned = learn(Tomita.of(7), Learning.Settings.defaults());
    Machine dfa = Conversion.toStates(learned.machine(), Kind.DFA, Machine.ACCEPT);
    assertThat(dfa.size()).isEqualTo(5);
    assertThat(Separation.shortest(dfa, Tomita.of(7))).isEmpty();
    assertThat(learned.learningQueries()).isLessThanOrEqualTo(60);
  }

  @Test
  void answers_areAskedOnceAndManyAtATime() {
    Machine machine = new RandomMachine(Kind.DFA, 30, 2, 2, 3).machine();
    List<String> asked = new ArrayList<>();
    int[] calls = {0};
    Teacher counting =
        words -> {
          calls[0]++;
          for (int[] word : words) asked.add(java.util.Arrays.toString(word));
          return Teacher.of(machine).outputs(words);
        };
    Learning learned =
        Learning.of(counting, machine.inputs(), machine.outputs(), Learning.Settings.defaults());
    assertThat(asked).doesNotHaveDuplicates();
    assertThat(learned.learningQueries() + learned.testQueries()).isEqualTo(asked.size());
    assertThat(calls[0]).isLessThan(asked.size() / 2);
  }

  @Test
  void whatIsNoMachine_endsAtItsLimits() {
    // Balanced brackets of any depth: no finite machine has this language.
    Teacher dyck =
        words ->
            words.stream()
                .map(
                    word -> {
                      int[] out = new int[word.length];
                      int depth = 0;
                      for (int i = 0; i < word.length; i++) {
                        depth = depth < 0 ? depth : depth + (word[i] == 0 ? 1 : -1);
                        out[i] = depth == 0 ? 1 : 0;
                      }
                      return out;
                    })
                .toList();
    Learning.Settings settings =
        Learning.Settings.defaults().tests(List.of(new Equivalence.RandomWords(100_000, 1, 60, 1)));
    List<String> in = List.of("(", ")");
    List<String> out = List.of("reject", "accept");
    Learning rounds = Learning.of(dyck, in, out, settings.limits(Limits.defaults().rounds(2)));
    assertThat(rounds.ended()).isEqualTo("rounds");
    Learning states = Learning.of(dyck, in, out, settings.limits(Limits.defaults().states(5)));
    assertThat(states.ended()).isEqualTo("states");
    Learning queries = Learning.of(dyck, in, out, settings.limits(Limits.defaults().queries(300)));
    assertThat(queries.ended()).isEqualTo("queries");
    assertThat(queries.learningQueries() + queries.testQueries()).isLessThanOrEqualTo(300);
    assertThat(queries.pac()).isNull();
  }

  @Test
  void pac_asksAsManyWordsAsAngluinSays() {
    Equivalence.Pac pac = new Equivalence.Pac(.01, .05, 1, 20, 1);
    assertThat(pac.words(1)).isEqualTo(369); // (2.99573 + 0.69315) / 0.01
    Learning learned = learn(Tomita.of(5), Learning.Settings.defaults().tests(List.of(pac)));
    assertThat(learned.complete()).isTrue();
    assertThat(learned.pac()).isNotNull();
    assertThat(Separation.equivalent(Conversion.toMealy(Tomita.of(5)), learned.machine())).isTrue();
  }

  @Test
  void wMethod_findsADifferenceThatNeedsOneMoreState() {
    Machine machine = StackLanguage.ANBN.upTo(3).machine();
    Learning learned =
        learn(
            machine,
            Learning.Settings.defaults().tests(List.of(new Equivalence.WMethod(2, 100_000))));
    assertThat(Separation.shortest(Conversion.toMealy(machine), learned.machine())).isEmpty();
  }

  @Test
  void ttt_learnsALanguageOf336States() {
    Machine machine = new RandomMachine(Kind.DFA, 336, 3, 2, 1).machine();
    Learning learned =
        learn(
            machine,
            Learning.Settings.defaults()
                .tests(List.of(new Equivalence.RandomWords(5000, 1, 40, 1)))
                .limits(Limits.defaults().rounds(1000)));
    assertThat(learned.complete()).isTrue();
    assertThat(Separation.shortest(Conversion.toMealy(machine), learned.machine())).isEmpty();
  }

  @Test
  void stateMerging_findsTheMachineInEnoughSamples() {
    for (int n = 1; n <= 7; n++) {
      Machine machine = Tomita.of(n);
      List<int[]> words = Words.byQuota(2000, 2, n);
      List<int[]> answers = Teacher.of(machine).outputs(words);
      StateMerging merged = StateMerging.of(words, answers, machine.inputs(), machine.outputs());
      assertThat(Separation.shortest(Conversion.toMealy(machine), merged.machine())).isEmpty();
      assertThat(merged.states()).isLessThan(merged.tree());
    }
    Machine machine = new RandomMachine(Kind.MOORE, 15, 2, 3, 2).machine();
    List<int[]> words = Words.byQuota(2000, 2, 1);
    StateMerging merged =
        StateMerging.of(
            words, Teacher.of(machine).outputs(words), machine.inputs(), machine.outputs());
    for (int[] word : words) {
      assertThat(merged.machine().outputs(word)).isEqualTo(machine.outputs(word));
    }
    assertThat(Separation.shortest(Conversion.toMealy(machine), merged.machine())).isEmpty();
  }

  @Test
  void quotient_ofTheTrueStates_isTheMachine() {
    Machine machine = Tomita.of(3);
    List<int[]> words = Words.byQuota(500, 2, 1);
    int[] clusters =
        words.stream().flatMapToInt(w -> java.util.Arrays.stream(machine.path(w))).toArray();
    List<int[]> answers = Teacher.of(machine).outputs(words);
    Quotient quotient = Quotient.of(words, clusters, answers, machine.inputs(), machine.outputs());
    assertThat(quotient.conflicts()).isZero();
    assertThat(quotient.states()).isEqualTo(6); // five and the initial one
    assertThat(Separation.shortest(Conversion.toMealy(machine), quotient.machine())).isEmpty();
    // Two states thrown together: the majority decides, and the conflicts are counted.
    int[] merged = java.util.Arrays.stream(clusters).map(c -> c == 4 ? 2 : c).toArray();
    Quotient worse = Quotient.of(words, merged, answers, machine.inputs(), machine.outputs());
    assertThat(worse.conflicts()).isPositive();
    assertThat(Separation.shortest(Conversion.toMealy(machine), worse.machine())).isPresent();
    // Noise is a state.
    int[] noisy = clusters.clone();
    noisy[100] = -1;
    assertThat(Quotient.of(words, noisy, answers, machine.inputs(), machine.outputs()).states())
        .isEqualTo(7);
  }

  @Test
  void fidelity_isApartFromAccuracy() {
    Machine truth = Conversion.toMealy(Tomita.of(4));
    Machine network = Conversion.toMealy(Tomita.of(7));
    Fidelity same = Fidelity.of(network, Teacher.of(network), truth, List.of(1, 8, 32), 300, 1);
    assertThat(same.rows()).allSatisfy(row -> assertThat(row.fidelity()).isEqualTo(1));
    assertThat(same.rows().get(2).accuracy()).isEqualTo(same.rows().get(2).network());
    assertThat(same.rows().getFirst().accuracy()).isEqualTo(1); // both accept 0 and 1
    Fidelity alone = Fidelity.of(network, Teacher.of(truth), null, List.of(8), 300, 1);
    assertThat(alone.rows().getFirst().fidelity()).isBetween(.1, .9);
    assertThat(alone.rows().getFirst().everyPrefix())
        .isLessThanOrEqualTo(alone.rows().getFirst().fidelity());
    assertThat(alone.rows().getFirst().accuracy()).isNull();
  }
}
