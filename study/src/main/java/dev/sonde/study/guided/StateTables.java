package dev.sonde.study.guided;

import dev.sonde.figure.table.Table;
import dev.sonde.study.trial.Workplace;
import java.util.ArrayList;
import java.util.List;

/**
 * Plain figures of hidden states: mean and variance over all units and examples, how far a state
 * moves in one step (Euclidean, mean over examples), and how often gates are as good as shut (below
 * 0.1) or open (above 0.9). Gates of tanh have no such ends and are left out.
 */
final class StateTables {

  private static final double SHUT = 0.1;
  private static final double OPEN = 0.9;

  private final List<Object> who;
  private final Table.Builder states =
      Table.named("states")
          .text("cell", "model")
          .integer("run")
          .text("split", "layer")
          .integer("step")
          .real("mean", "variance", "change", "change_spread");
  private final Table.Builder variances =
      Table.named("state_variance")
          .text("cell", "model")
          .integer("run")
          .text("split", "layer")
          .real("variance");
  private final Table.Builder gates =
      Table.named("gates")
          .text("cell", "model")
          .integer("run")
          .text("split", "layer", "gate")
          .integer("step")
          .real("mean", "shut", "open");

  StateTables(List<Object> who) {
    this.who = who;
  }

  void add(Split split, States seen) {
    for (String layer : States.LAYERS) {
      Moments over = new Moments();
      for (int step = 0; step < seen.steps(layer); step++) {
        float[][] h = seen.at(layer, step, "h");
        Moments moments = new Moments();
        for (float[] row : h) for (float value : row) moments.add(value);
        over.add(moments);
        Moments moved = new Moments();
        if (step > 0) {
          float[][] before = seen.at(layer, step - 1, "h");
          for (int i = 0; i < h.length; i++) moved.add(distance(before[i], h[i]));
        }
        states.row(
            row(
                split,
                layer,
                step + 1,
                moments.mean(),
                moments.variance(),
                step > 0 ? moved.mean() : Double.NaN,
                step > 0 ? Math.sqrt(moved.variance()) : Double.NaN));
        for (String gate : gates(seen)) gate(split, layer, gate, step, seen);
      }
      variances.row(row(split, layer, over.variance()));
    }
  }

  private static List<String> gates(States seen) {
    return switch (seen.cell()) {
      case GRU -> List.of("r", "z");
      case LSTM -> List.of("i", "f", "o");
      case RELU, TANH -> List.of();
    };
  }

  private void gate(Split split, String layer, String gate, int step, States seen) {
    Moments moments = new Moments();
    long shut = 0;
    long open = 0;
    for (float[] row : seen.at(layer, step, gate)) {
      for (float value : row) {
        moments.add(value);
        if (value < SHUT) shut++;
        if (value > OPEN) open++;
      }
    }
    double n = moments.n;
    gates.row(row(split, layer, gate, step + 1, moments.mean(), shut / n, open / n));
  }

  private List<Object> row(Object... more) {
    List<Object> row = new ArrayList<>(who);
    row.addAll(List.of(more));
    return row;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = (double) a[i] - b[i];
      sum += apart * apart;
    }
    return Math.sqrt(sum);
  }

  void into(Workplace place) {
    place.add(states.build());
    place.add(variances.build());
    place.add(gates.build());
  }

  /** Mean and variance (divided by n) of numbers of moderate size. */
  private static final class Moments {
    private long n;
    private double sum;
    private double squares;

    void add(double value) {
      n++;
      sum += value;
      squares += value * value;
    }

    void add(Moments other) {
      n += other.n;
      sum += other.sum;
      squares += other.squares;
    }

    double mean() {
      return sum / n;
    }

    double variance() {
      return Math.max(0, squares / n - mean() * mean());
    }
  }
}
