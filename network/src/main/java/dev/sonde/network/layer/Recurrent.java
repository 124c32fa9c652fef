package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.ArrayList;
import java.util.List;

/**
 * One or more stacked recurrent layers with PyTorch's parameter names ({@code name.weight_ih_l0},
 * …). Sites: the name for the outputs of the last layer {@code [batch × time × hidden]}; per step
 * {@code name@t=5/h}, for LSTMs {@code /c}, and the gates by name ({@code /f}); with more than one
 * layer {@code /h_l0}, {@code /h_l1}.
 *
 * @param dropout between layers, in training
 */
public record Recurrent(String name, Cell cell, int inputs, int hidden, int layers, double dropout)
    implements Layer {

  /** What a sequence leaves behind: outputs of the last layer and every layer's final state. */
  public record Result(Array outputs, List<State> last) {}

  public static Recurrent of(String name, Cell cell, int inputs, int hidden) {
    return new Recurrent(name, cell, inputs, hidden, 1, 0);
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    int rows = cell.blocks() * hidden;
    for (int layer = 0; layer < layers; layer++) {
      int in = layer == 0 ? inputs : hidden;
      // PyTorch draws all of a recurrent layer's parameters from U(±1/√hidden).
      specs.add(ParameterSpec.of(weight("ih", layer), Role.WEIGHT, hidden, hidden, rows, in));
      specs.add(
          ParameterSpec.of(weight("hh", layer), Role.RECURRENT, hidden, hidden, rows, hidden));
      specs.add(ParameterSpec.of(bias("ih", layer), Role.BIAS, hidden, hidden, rows));
      specs.add(ParameterSpec.of(bias("hh", layer), Role.BIAS, hidden, hidden, rows));
    }
    return specs;
  }

  String weight(String which, int layer) {
    return name + ".weight_" + which + "_l" + layer;
  }

  String bias(String which, int layer) {
    return name + ".bias_" + which + "_l" + layer;
  }

  /** States of all layers before the first step. */
  public List<State> start(long batch) {
    List<State> states = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) states.add(State.zero(cell, batch, hidden));
    return states;
  }

  /** Runs over {@code x [batch × time × inputs]} from the given states. */
  public Result apply(Pass pass, Array x, List<State> from) {
    Array sequence = x.transpose(0, 1).contiguous();
    List<State> last = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      if (layer > 0) sequence = pass.dropout(dropout, sequence);
      Fused.Over over = over(pass, sequence, from.get(layer), layer);
      sequence = over.outputs();
      last.add(over.last());
    }
    return new Result(pass.visit(name, sequence.transpose(0, 1), -1), last);
  }

  /** One layer over a time-major sequence {@code [time × batch × in]}. */
  private Fused.Over over(Pass pass, Array sequence, State from, int layer) {
    Array projected = pass.linear(weight("ih", layer), bias("ih", layer), sequence);
    if (pass.mayBeFused() && !watched(pass, layer, projected.extent(0))) {
      Parameter recurrent = pass.handle(weight("hh", layer));
      Parameter recurrentBias = pass.handle(bias("hh", layer));
      return new Fused(pass, cell, hidden, recurrent, recurrentBias).run(projected, from);
    }
    Array[] steps = projected.unbind(0);
    List<Array> outputs = new ArrayList<>();
    State state = from;
    for (int t = 0; t < steps.length; t++) {
      state = step(pass, steps[t], state, layer, t);
      outputs.add(state.h());
    }
    return new Fused.Over(Functional.stack(0, outputs), state);
  }

  /** Whether a probe looks at any gate or state inside. */
  private boolean watched(Pass pass, int layer, long time) {
    if (!pass.probed()) return false;
    boolean watched = false;
    for (long t = 0; t < time; t++) {
      for (String part : sites()) watched |= pass.watches(site(t) + part + suffix(layer));
    }
    return watched;
  }

  private List<String> sites() {
    List<String> sites = new ArrayList<>(cell.gates());
    if (cell.hasCell()) sites.add("c");
    sites.add("h");
    return sites;
  }

  private String site(long t) {
    return name + "@t=" + t + "/";
  }

  private String suffix(int layer) {
    return layers > 1 ? "_l" + layer : "";
  }

  /**
   * One step of all layers: {@code x [batch × inputs]} → the new states; the last h is the output.
   */
  public List<State> step(Pass pass, Array x, List<State> from, int t) {
    List<State> to = new ArrayList<>();
    Array in = x;
    for (int layer = 0; layer < layers; layer++) {
      if (layer > 0) in = pass.dropout(dropout, in);
      Array projected = pass.linear(weight("ih", layer), bias("ih", layer), in);
      State state = step(pass, projected, from.get(layer), layer, t);
      to.add(state);
      in = state.h();
    }
    return to;
  }

  private State step(Pass pass, Array projected, State from, int layer, int t) {
    Array recurrent = pass.linear(weight("hh", layer), bias("hh", layer), from.h());
    Step step = new Step(pass, site(t), suffix(layer));
    return switch (cell) {
      case RELU -> new State(step.visit("h", projected.add(recurrent).relu()), null);
      case TANH -> new State(step.visit("h", projected.add(recurrent).tanh()), null);
      case GRU -> step.gru(projected, recurrent, from.h());
      case LSTM -> step.lstm(projected, recurrent, from.cell());
    };
  }
}
