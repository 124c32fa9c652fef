package dev.sonde.automata.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.Separation;
import dev.sonde.automata.Words;
import dev.sonde.automata.dot.DotReader;
import dev.sonde.automata.dot.DotWriter;
import dev.sonde.checkpoint.SharedData;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class LanguagesTest {

  @Test
  void randomMachines_areMinimalAndTheSameForASeed() {
    for (Kind kind : Kind.values()) {
      for (int seed = 0; seed < 10; seed++) {
        int outputs = kind == Kind.DFA ? 2 : 3;
        RandomMachine recipe = new RandomMachine(kind, 9, 3, outputs, seed);
        Machine machine = recipe.machine();
        assertThat(machine.size()).isEqualTo(9);
        assertThat(Minimal.of(machine).machine().size()).isEqualTo(9);
        assertThat(DotWriter.of(recipe.machine())).isEqualTo(DotWriter.of(machine));
        Machine other = new RandomMachine(kind, 9, 3, outputs, seed + 100).machine();
        assertThat(Separation.shortest(machine, other)).isPresent();
      }
    }
    assertThatThrownBy(() -> new RandomMachine(Kind.DFA, 9, 2, 3, 0))
        .isInstanceOf(MachineException.class);
  }

  @Test
  void anbn_acceptsUpToItsLimit() {
    Machine machine = StackLanguage.ANBN.upTo(4).machine();
    for (int n = 0; n <= 6; n++) {
      int[] word = new int[2 * n];
      java.util.Arrays.fill(word, n, 2 * n, 1);
      assertThat(machine.lastOutput(word) == Machine.ACCEPT)
          .as("n = " + n)
          .isEqualTo(n >= 1 && n <= 4);
    }
    assertThat(machine.lastOutput(new int[] {0, 1, 0, 1})).isEqualTo(Machine.REJECT);
    assertThat(machine.lastOutput(new int[] {0, 0, 1})).isEqualTo(Machine.REJECT);
  }

  @Test
  void dyck_acceptsBalancedWordsWithinTheLimit() {
    int limit = 3;
    Machine machine = StackLanguage.DYCK2.upTo(limit).machine();
    for (int length = 0; length <= 8; length++) {
      for (int i = 0; i < 1 << (2 * length); i++) {
        int[] word = Words.numbered(i, length, 4);
        Deque<Integer> stack = new ArrayDeque<>();
        boolean good = true;
        for (int symbol : word) {
          if (symbol % 2 == 0) stack.push(symbol);
          else good &= !stack.isEmpty() && stack.pop() == symbol - 1;
          good &= stack.size() <= limit;
        }
        assertThat(machine.lastOutput(word) == Machine.ACCEPT).isEqualTo(good && stack.isEmpty());
      }
    }
  }

  @Test
  void reDyck_opensByAWord() {
    StackLanguage.Limited limited = StackLanguage.RE_DYCK1.upTo(2);
    Machine machine = limited.machine();
    assertThat(machine.lastOutput(new int[] {0, 1, 1, 2, 0, 2, 3, 3})).isEqualTo(Machine.ACCEPT);
    assertThat(machine.lastOutput(new int[] {0, 2, 0, 2, 0, 2, 3, 3, 3})).isEqualTo(Machine.REJECT);
    assertThat(machine.lastOutput(new int[] {0, 0, 2, 3})).isEqualTo(Machine.REJECT);
    assertThat(limited.heights()).contains("opening/1", "start/2").hasSize(machine.size());
    assertThat(limited.tops()).contains("start/A", "start/-");
  }

  @Test
  void sampleOfAnbn_isOurs() throws IOException {
    Machine file = DotReader.read(SharedData.path("automata/pda_L1.dot"));
    Machine ours = StackLanguage.ANBN.upTo(7).machine();
    assertThat(Separation.shortest(ours, file)).isEmpty();
  }

  @Test
  void names_areFoundOrNot() {
    assertThat(Named.find("tomita_5").orElseThrow().size()).isEqualTo(4);
    assertThat(Named.find("dyck1-6").orElseThrow().inputs()).containsExactly("(", ")");
    assertThat(Named.find("random-mealy-8-2-3-1").orElseThrow().kind()).isEqualTo(Kind.MEALY);
    assertThat(Named.find("tomita8")).isEmpty();
    assertThatThrownBy(() -> Named.find("dyck3-99")).isInstanceOf(MachineException.class);
  }
}
