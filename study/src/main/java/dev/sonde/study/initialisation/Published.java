package dev.sonde.study.initialisation;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.table.Table;
import java.util.List;
import java.util.Map;

/** Figures reported for CIFAR-10, 50 epochs, one network each. */
final class Published {
  /** Standard deviation before and after training. */
  record Change(double before, double after) {
    String words() {
      return Numbers.of(before) + " → " + Numbers.of(after);
    }
  }

  /** Parameters in the order of the published table. */
  static final List<String> PARAMETERS =
      List.of("conv1.weight", "conv2.weight", "conv3.weight", "fc1.weight");

  /** Sites in the order of the published table, which does not say whether before or after relu. */
  static final List<String> SITES = List.of("conv1", "conv2", "conv3", "before last");

  /** Training loss of orthogonal weights in the first five epochs. */
  static final List<Double> ORTHOGONAL_LOSS = List.of(1.677, 1.373, 1.255, 1.177, 1.119);

  private static final Map<InitialWeights, double[]> WEIGHTS =
      Map.of(
          InitialWeights.KAIMING_NORMAL,
          new double[] {.25, .31, .12, .15, .12, .15, .04, .05},
          InitialWeights.KAIMING_UNIFORM,
          new double[] {.28, .33, .12, .15, .12, .14, .04, .05},
          InitialWeights.XAVIER_NORMAL,
          new double[] {.16, .22, .12, .15, .12, .14, .05, .06},
          InitialWeights.XAVIER_UNIFORM,
          new double[] {.11, .17, .08, .12, .09, .12, .04, .05},
          InitialWeights.ORTHOGONAL,
          new double[] {.27, .33, .12, .15, .12, .14, .04, .05});

  private static final Map<InitialWeights, double[]> FEATURES =
      Map.of(
          InitialWeights.KAIMING_NORMAL,
          new double[] {.40, .63, .41, 1.26, .45, 2.04, .53, 4.17},
          InitialWeights.KAIMING_UNIFORM,
          new double[] {.70, 1.26, .56, 2.02, .61, 3.20, .64, 6.57},
          InitialWeights.XAVIER_NORMAL,
          new double[] {.21, .39, .17, .73, .14, 1.13, .13, 2.86},
          InitialWeights.XAVIER_UNIFORM,
          new double[] {.33, .72, .21, 1.01, .14, 1.33, .12, 3.07},
          InitialWeights.ORTHOGONAL,
          new double[] {.66, .65, .95, 1.58, 1.31, 2.40, 1.24, 5.04});

  private Published() {}

  /** Of {@link #PARAMETERS}; empty where nothing is published. */
  static List<Change> weights(InitialWeights start) {
    return changes(WEIGHTS.get(start));
  }

  /** Of {@link #SITES}, training images; empty where nothing is published. */
  static List<Change> features(InitialWeights start) {
    return changes(FEATURES.get(start));
  }

  private static List<Change> changes(double @org.jspecify.annotations.Nullable [] values) {
    if (values == null) return List.of();
    return java.util.stream.IntStream.range(0, values.length / 2)
        .mapToObj(i -> new Change(values[2 * i], values[2 * i + 1]))
        .toList();
  }

  /** All of them, to be joined with what is found. */
  static List<Table> tables() {
    Table.Builder table =
        Table.named("published").text("start", "what", "at").real("std_init", "std_last");
    for (InitialWeights start : InitialWeights.values()) {
      List<Change> weights = weights(start);
      for (int i = 0; i < weights.size(); i++) {
        Change c = weights.get(i);
        table.row(start, "parameter", PARAMETERS.get(i), c.before(), c.after());
      }
      List<Change> features = features(start);
      for (int i = 0; i < features.size(); i++) {
        Change c = features.get(i);
        table.row(start, "feature", SITES.get(i), c.before(), c.after());
      }
    }
    return List.of(table.build());
  }
}
