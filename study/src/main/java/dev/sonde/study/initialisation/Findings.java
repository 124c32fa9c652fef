package dev.sonde.study.initialisation;

import static java.util.stream.Collectors.averagingDouble;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The published findings, tested again: in how many of the networks trained here do they hold? */
final class Findings {
  /** A mean is near zero if it is less than this part of the standard deviation. */
  private static final double NEAR_ZERO = .25;

  private final List<Measured> all;
  private final int classes;

  Findings(List<Measured> all, int classes) {
    this.all = all;
    this.classes = classes;
  }

  private List<Measured> random() {
    return all.stream().filter(m -> m.start().random()).toList();
  }

  private List<Measured> of(InitialWeights start) {
    return all.stream().filter(m -> m.start() == start).toList();
  }

  List<Finding> remarks() {
    List<Finding> remarks = new ArrayList<>();
    List<Measured> random = random();
    if (!random.isEmpty()) {
      remarks.add(
          Finding.plain(
              "Means of weights stay near 0 (less than a quarter of their standard deviation, in"
                  + " all convolutions and the first full layer): in "
                  + share(random, this::meansNearZero)
                  + "."));
      remarks.add(
          Finding.plain(
              "Standard deviations of weights grow in every one of these layers: in "
                  + share(random, this::weightsSpread)
                  + "."));
      remarks.add(
          Finding.plain(
              "The spread of features grows with depth (conv1, conv2, conv3, fc1, training"
                  + " images): before training in "
                  + share(random, m -> growsWithDepth(m, LookWork.BEFORE))
                  + ", after training in "
                  + share(random, m -> growsWithDepth(m, LookWork.AFTER))
                  + "."));
      remarks.add(
          Finding.plain(
              "Training spreads the features at every one of these sites: in "
                  + share(random, this::featuresSpread)
                  + "."));
      remarks.add(accuracies(random));
    }
    zeros(remarks);
    ones(remarks);
    return remarks;
  }

  private static String share(List<Measured> networks, Predicate<Measured> holds) {
    long count = networks.stream().filter(holds).count();
    return count + " of " + Numbers.count(networks.size(), "network", "networks");
  }

  private boolean meansNearZero(Measured m) {
    return Published.PARAMETERS.stream()
        .allMatch(
            p ->
                Math.abs(m.parameter(LookWork.AFTER, p, "mean"))
                    < NEAR_ZERO * m.parameter(LookWork.AFTER, p, "std"));
  }

  private boolean weightsSpread(Measured m) {
    return Published.PARAMETERS.stream()
        .allMatch(
            p -> m.parameter(LookWork.AFTER, p, "std") > m.parameter(LookWork.BEFORE, p, "std"));
  }

  private static final List<String> DEPTH = List.of("conv1", "conv2", "conv3", "fc1");

  private boolean growsWithDepth(Measured m, String at) {
    return IntStream.range(1, DEPTH.size())
        .allMatch(
            i ->
                m.feature(at, InputKind.TRAIN, DEPTH.get(i), "std")
                    > m.feature(at, InputKind.TRAIN, DEPTH.get(i - 1), "std"));
  }

  private boolean featuresSpread(Measured m) {
    return DEPTH.stream()
        .allMatch(
            site ->
                m.feature(LookWork.AFTER, InputKind.TRAIN, site, "std")
                    > m.feature(LookWork.BEFORE, InputKind.TRAIN, site, "std"));
  }

  private Finding accuracies(List<Measured> random) {
    List<String> parts = new ArrayList<>();
    random.stream()
        .map(Measured::start)
        .distinct()
        .forEach(
            start -> {
              List<Double> values = of(start).stream().map(m -> m.end("accuracy")).toList();
              parts.add(start + " " + spread(values));
            });
    return Finding.plain(
        "Right on images not trained on, at the end: " + String.join("; ", parts) + ".");
  }

  /** The mean, and the least and most of several. */
  static String spread(List<Double> shares) {
    double mean = shares.stream().collect(averagingDouble(v -> v));
    if (shares.size() == 1) return Numbers.percent(mean);
    double least = shares.stream().min(Double::compare).orElse(mean);
    double most = shares.stream().max(Double::compare).orElse(mean);
    return Numbers.percent(mean)
        + " ("
        + Numbers.percent(least)
        + " to "
        + Numbers.percent(most)
        + ")";
  }

  private void zeros(List<Finding> remarks) {
    List<Measured> zeros = of(InitialWeights.ZEROS);
    if (zeros.isEmpty()) return;
    double chance = Math.log(classes);
    remarks.add(
        Finding.plain(
            "Zeros: the loss stays within 0.01 of ln "
                + classes
                + " = "
                + Numbers.of(chance, 4)
                + " after every epoch, in "
                + share(
                    zeros,
                    m ->
                        m.course("training_loss").stream()
                            .allMatch(loss -> Math.abs(loss - chance) < .01))
                + "; only the last layer's biases get a gradient."));
  }

  private void ones(List<Finding> remarks) {
    List<Measured> ones = of(InitialWeights.ONES);
    if (ones.isEmpty()) return;
    List<String> losses =
        ones.stream().map(m -> Numbers.of(m.course("training_loss").getFirst())).toList();
    remarks.add(
        Finding.plain(
            "Ones: off the scale; the mean loss of the first epoch is "
                + String.join(", ", losses)
                + ", all units of a layer compute the same, and "
                + Findings.spread(ones.stream().map(m -> m.end("accuracy")).toList())
                + " are right at the end (guessing: "
                + Numbers.percent(1.0 / classes)
                + ")."));
  }
}
