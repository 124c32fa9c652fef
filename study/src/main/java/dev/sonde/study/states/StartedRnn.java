package dev.sonde.study.states;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.State;
import dev.sonde.network.model.Model;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.network.torch.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A classifier whose first layer starts from a given vector: constructed networks start in the code
 * of a step, all others from zero.
 *
 * @param start of the first layer's h, or empty for zero
 */
record StartedRnn(RnnClassifier rnn, List<Float> start)
    implements Model<Array, RnnClassifier.Output> {

  StartedRnn {
    start = List.copyOf(start);
    if (!start.isEmpty() && (start.size() != rnn.hidden() || rnn.cell() == Cell.LSTM)) {
      throw new IllegalArgumentException(
          start.size() + " numbers to start " + rnn.hidden() + " units of a " + rnn.cell());
    }
  }

  static StartedRnn ofZero(RnnClassifier rnn) {
    return new StartedRnn(rnn, List.of());
  }

  @Override
  public List<ParameterSpec> parameters() {
    return rnn.parameters();
  }

  @Override
  public RnnClassifier.Output forward(Pass pass, Array input) {
    if (start.isEmpty()) return rnn.forward(pass, input);
    float[] first = new float[start.size()];
    for (int i = 0; i < first.length; i++) first[i] = start.get(i);
    long batch = input.extent(0);
    List<State> states = new ArrayList<>();
    Array row = Array.of(first, 1, first.length).expand(batch, first.length).contiguous();
    states.add(new State(row, null));
    for (int layer = 1; layer < rnn.layers(); layer++) {
      states.add(State.zero(rnn.cell(), batch, rnn.hidden()));
    }
    return rnn.forward(pass, input, states);
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> description = new TreeMap<>(rnn.description());
    if (!start.isEmpty()) {
      description.put("start", String.join(" ", start.stream().map(String::valueOf).toList()));
    }
    return description;
  }

  /** The start that a file describes; empty if it describes none. */
  static List<Float> start(Map<String, String> metadata) {
    String text = metadata.getOrDefault("start", "").strip();
    if (text.isEmpty()) return List.of();
    List<Float> start = new ArrayList<>();
    for (String number : text.split(" ")) start.add(Float.valueOf(number));
    return start;
  }
}
