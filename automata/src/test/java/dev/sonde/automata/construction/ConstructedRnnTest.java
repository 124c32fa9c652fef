package dev.sonde.automata.construction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.Words;
import dev.sonde.automata.dot.DotReader;
import dev.sonde.automata.language.RandomMachine;
import dev.sonde.automata.language.Tomita;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConstructedRnnTest {

  /** A tanh RNN step by step, in plain Java: h' = tanh(W_ih x + b_ih + W_hh h + b_hh). */
  private record Plain(List<float[]> p, List<Float> start, int inputs) {
    static Plain of(ConstructedRnn rnn) {
      return new Plain(
          rnn.tensors().stream().map(Tensor::toFloats).toList(),
          floats(rnn.start()),
          rnn.machine().inputs().size());
    }

    private static List<Float> floats(float[] values) {
      List<Float> list = new ArrayList<>();
      for (float value : values) list.add(value);
      return list;
    }

    int[] outputs(int[] word) {
      int n = start.size();
      float[] h = new float[n];
      for (int i = 0; i < n; i++) h[i] = start.get(i);
      int[] out = new int[word.length];
      for (int t = 0; t < word.length; t++) {
        float[] next = new float[n];
        for (int r = 0; r < n; r++) {
          double sum = p.get(0)[r * inputs + word[t]] + p.get(2)[r] + p.get(3)[r];
          for (int c = 0; c < n; c++) sum += p.get(1)[r * n + c] * h[c];
          next[r] = (float) Math.tanh(sum);
        }
        h = next;
        double reject = 0;
        double accept = 0;
        for (int c = 0; c < n; c++) {
          reject += p.get(4)[c] * h[c];
          accept += p.get(4)[n + c] * h[c];
        }
        out[t] = accept > reject ? Machine.ACCEPT : Machine.REJECT;
      }
      return out;
    }
  }

  private static void exact(Machine machine, double scale, int words, int length) {
    Plain plain = Plain.of(new ConstructedRnn(machine, scale, 1));
    for (int[] word : Words.uniform(words, length, length, machine.inputs().size(), 1)) {
      assertThat(plain.outputs(word)).as(machine.name()).isEqualTo(machine.outputs(word));
    }
  }

  @Test
  void everySampleDfa_isFollowedOverWordsOfLength200() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(SharedData.path("automata"))) {
      files = all.filter(f -> f.toString().endsWith(".dot")).sorted().toList();
    }
    List<String> held = new ArrayList<>();
    for (Path file : files) {
      Machine machine = DotReader.read(file);
      if (machine.kind() != Kind.DFA) continue;
      Machine small = Minimal.of(machine).machine();
      int units = (small.size() + 1) * small.inputs().size();
      if (units > 400) continue; // the largest are run through libtorch, in dev.sonde.study
      exact(small, ConstructedRnn.sufficientScale(small), 3, 200);
      held.add(machine.name());
    }
    assertThat(held).hasSizeGreaterThan(25);
  }

  @Test
  void twoInputs_needHardlyMoreThanTheUsualScale() {
    for (int n = 1; n <= 7; n++) {
      assertThat(ConstructedRnn.sufficientScale(Tomita.of(n))).isBetween(3.5, 4.0);
      exact(Tomita.of(n), 3.5, 20, 200);
    }
    Machine many = new RandomMachine(Kind.DFA, 5, 28, 2, 1).machine();
    assertThat(ConstructedRnn.sufficientScale(many)).isBetween(5.0, 8.0);
  }

  @Test
  void randomDfas_areFollowed() {
    for (int seed = 0; seed < 5; seed++) {
      Machine machine = new RandomMachine(Kind.DFA, 12, 3, 2, seed).machine();
      exact(machine, ConstructedRnn.sufficientScale(machine), 5, 200);
    }
  }

  @Test
  void inverseOfTheCode_isTheInverse() {
    // n = 3 states with dummy, m = 2: W_hh·τ(q, i) must be s·enc(δ(q, i)).
    ConstructedRnn rnn = new ConstructedRnn(Tomita.of(1), 4, 1);
    int units = rnn.hidden();
    assertThat(units).isEqualTo(6);
    float[] recurrent = rnn.tensors().get(1).toFloats();
    for (int r = 0; r < units; r++) {
      double sum = 0;
      for (int c = 0; c < units; c++) sum += recurrent[r * units + c] * rnn.start()[c];
      // dummy leads to the initial state, number 1, in both blocks
      assertThat(sum).isEqualTo(r % 3 == 1 ? 4 : -4, within(1e-5));
    }
  }

  @Test
  void noise_isOnEveryParameterAndSeeded() {
    List<Tensor> exact = new ConstructedRnn(Tomita.of(3), 4, 1).tensors();
    List<Tensor> noisy = ConstructedRnn.noisy(exact, .1, 5);
    double sum = 0;
    int count = 0;
    for (int t = 0; t < exact.size(); t++) {
      float[] a = exact.get(t).toFloats();
      float[] b = noisy.get(t).toFloats();
      assertThat(b).isEqualTo(ConstructedRnn.noisy(exact, .1, 5).get(t).toFloats());
      for (int i = 0; i < a.length; i++) sum += Math.pow(b[i] - a[i], 2);
      count += a.length;
    }
    assertThat(Math.sqrt(sum / count)).isEqualTo(.1, within(.01));
  }

  @Test
  void onlyDfas_areConstructed() {
    Machine mealy = new RandomMachine(Kind.MEALY, 4, 2, 2, 1).machine();
    assertThatThrownBy(() -> new ConstructedRnn(mealy, 4, 1)).isInstanceOf(MachineException.class);
  }
}
