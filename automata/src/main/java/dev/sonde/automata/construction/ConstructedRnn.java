package dev.sonde.automata.construction;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.settings.Bounds;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The weights of a tanh RNN with one layer that is a given DFA.
 *
 * <p>A state {@code dummy} (number 0) is added, from which every input leads to the initial one, so
 * n = |Q| + 1 states, m = |Σ| inputs, N = n·m hidden units. A step is coded by the state it starts
 * from and its input: τ(q, i) is +1 at unit q + i·n and −1 elsewhere, so T = [τ] = 2I − 11ᵀ, with
 * inverse ½I − 11ᵀ/(2(N−2)). A state is coded enc(q): +1 at q in each of the m blocks. With column
 * (q, i) of E = enc(δ(q, i)), W_hh = s·E·T⁻¹ turns the last step into the state it led to, in every
 * block; W_ih (0 in the input's block, −s elsewhere) and b_ih = −s/2 leave it in the block of the
 * new input alone. The output row for "accept" is o·yᵀT⁻¹ with y = ±1 by the state that a step
 * leads to, "reject" is its negative. Exact from s = 3.5 on.
 *
 * @param machine the DFA, trimmed and minimal
 * @param scale s, of the hidden weights
 * @param outputScale o, of the output weights
 */
public record ConstructedRnn(Machine machine, double scale, double outputScale) {

  public ConstructedRnn {
    Bounds.above("scale", scale, 0);
    Bounds.above("output scale", outputScale, 0);
    if (machine.kind() != Kind.DFA) {
      throw new MachineException(machine + ": the construction is for DFAs");
    }
    if (hidden(machine) < 3 || hidden(machine) > 4096) {
      throw new MachineException(
          machine + ": needs " + hidden(machine) + " hidden units, between 3 and 4096 can be made");
    }
  }

  /**
   * A scale from 3.5 on at which the network is exact on words of any length, in quarters.
   *
   * <p>If a step's code is wrong by at most ε in one unit per block and by η over all others, then
   * W_hh·h is wrong by at most s·(c·ε + η), c = m/2 + (m−2)·N/(2(N−2)), and the next step's ε is at
   * most 1 − tanh(s/2 − s·(c·ε + η)). Where this sequence stays below ½ of the way to an error, so
   * does the network. The bound takes the worst machine of that size; most need less.
   */
  public static double sufficientScale(Machine machine) {
    double s = 3.5;
    while (!contracts(machine, s)) s += .25;
    return s;
  }

  private static boolean contracts(Machine machine, double s) {
    double n = machine.size() + 1;
    double m = machine.inputs().size();
    double units = n * m;
    double c = m / 2 + Math.max(0, m - 2) * units / (2 * (units - 2));
    double error = 0;
    for (int step = 0; step < 1000; step++) {
      double others = n * 2 * Math.exp(-3 * s + 2 * s * error);
      double next = c * (1 - Math.tanh(s / 2 - s * error)) + others;
      if (next > .25) return false;
      if (Math.abs(next - error) < 1e-12) return true;
      error = next;
    }
    return true;
  }

  private static long hidden(Machine machine) {
    return (machine.size() + 1L) * machine.inputs().size();
  }

  /** N = (|Q| + 1)·|Σ|. */
  public int hidden() {
    return (int) hidden(machine);
  }

  /** The state that step (q, i) leads to, with {@code dummy} as state 0. */
  private int next(int state, int input) {
    return state == 0 ? machine.initial() + 1 : machine.next(state - 1, input) + 1;
  }

  /**
   * The hidden state before the first input: the step from {@code dummy} by the first input, which
   * leads to the initial state.
   */
  public float[] start() {
    float[] start = new float[hidden()];
    java.util.Arrays.fill(start, -1);
    start[0] = 1;
    return start;
  }

  /** The parameters with PyTorch's names, {@code rnn.*} and {@code fc.*}. */
  public List<Tensor> tensors() {
    int n = machine.size() + 1;
    int m = machine.inputs().size();
    int units = hidden();
    float[] recurrent = new float[units * units];
    float[] output = new float[2 * units];
    double mean = 1.0 / (2.0 * (units - 2));
    for (int row = 0; row < units; row++) {
      double[] e = new double[units];
      double sum = 0;
      for (int i = 0; i < m; i++) {
        for (int q = 0; q < n; q++) {
          e[i * n + q] = next(q, i) == row % n ? 1 : -1;
          sum += e[i * n + q];
        }
      }
      for (int c = 0; c < units; c++) {
        recurrent[row * units + c] = (float) (scale * (e[c] / 2 - sum * mean));
      }
    }
    double[] y = new double[units];
    double sum = 0;
    for (int c = 0; c < units; c++) {
      y[c] = machine.accepts(next(c % n, c / n) - 1) ? 1 : -1;
      sum += y[c];
    }
    for (int c = 0; c < units; c++) {
      double accept = outputScale * (y[c] / 2 - sum * mean);
      output[Machine.ACCEPT * units + c] = (float) accept;
      output[Machine.REJECT * units + c] = (float) -accept;
    }
    float[] input = new float[units * m];
    for (int row = 0; row < units; row++) {
      for (int i = 0; i < m; i++) input[row * m + i] = row / n == i ? 0 : (float) -scale;
    }
    float[] bias = new float[units];
    java.util.Arrays.fill(bias, (float) (-scale / 2));
    return List.of(
        Tensor.ofFloats("rnn.weight_ih_l0", Shape.of(units, m), input),
        Tensor.ofFloats("rnn.weight_hh_l0", Shape.of(units, units), recurrent),
        Tensor.ofFloats("rnn.bias_ih_l0", Shape.of(units), bias),
        Tensor.ofFloats("rnn.bias_hh_l0", Shape.of(units), new float[units]),
        Tensor.ofFloats("fc.weight", Shape.of(2, units), output),
        Tensor.ofFloats("fc.bias", Shape.of(2), new float[2]));
  }

  /** The same parameters with noise N(0, deviation²) on every weight and bias. */
  public static List<Tensor> noisy(List<Tensor> tensors, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return tensors.stream()
        .map(
            tensor -> {
              float[] values = tensor.toFloats();
              for (int i = 0; i < values.length; i++) {
                values[i] += (float) (deviation * random.nextGaussian());
              }
              return Tensor.ofFloats(tensor.address(), tensor.shape(), values);
            })
        .toList();
  }
}
