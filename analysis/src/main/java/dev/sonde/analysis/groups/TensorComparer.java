package dev.sonde.analysis.groups;

import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares one tensor: reads it in all runs, measures all pairs, tests the labels. */
record TensorComparer(
    Alignment alignment, Relabellings relabellings, Settings settings, PairStore store) {

  /** The comparison before it is corrected for the number of tensors. */
  TensorComparison of(Alignment.Aligned tensor) {
    boolean exact = fitsInMemory(tensor);
    Samples samples = Samples.of(tensor.byRun(), settings.bins(), exact);
    List<Measure> measures =
        Arrays.stream(Distance.values()).map(d -> measure(d, samples)).toList();
    Measure chosen =
        measures.stream()
            .filter(m -> m.distance() == settings.distance())
            .findFirst()
            .orElseThrow();
    List<RunDistribution> runs = distributions(samples);
    return new TensorComparison(
        tensor.address(),
        Arrays.stream(tensor.shape().toArray()).boxed().toList(),
        dtypes(tensor),
        exact,
        samples.pooled().std(),
        samples.nonFinite(),
        chosen.within(),
        chosen.between(),
        chosen.ratio(),
        chosen.effect(),
        p(chosen),
        Double.NaN,
        Verdict.NO_DISTANCE,
        moments(runs),
        measures.stream().map(m -> m.withPairs(store.keep(m.pairs()))).toList(),
        runs);
  }

  private boolean fitsInMemory(Alignment.Aligned tensor) {
    long count = tensor.byRun().getFirst().asReal().count();
    return count <= Integer.MAX_VALUE - 8
        && count <= settings.exactValues() / alignment.runs().size();
  }

  private Measure measure(Distance distance, Samples samples) {
    PairDistances pairs = PairDistances.of(distance, samples.runs(), samples.unit());
    return Measure.of(distance, pairs.error(), pairs.values(), alignment);
  }

  private double p(Measure chosen) {
    if (!chosen.pairs().stream().allMatch(Double::isFinite)) return Double.NaN;
    PseudoF test = new PseudoF(chosen.pairs(), alignment.groupSizes());
    return relabellings.p(test.reached(relabellings));
  }

  private List<RunDistribution> distributions(Samples samples) {
    int[] labels = alignment.labels();
    return IntStream.range(0, samples.runs().size())
        .mapToObj(
            run ->
                RunDistribution.of(
                    alignment.groups().get(labels[run]),
                    alignment.runs().get(run).path().toString(),
                    samples.runs().get(run),
                    samples.bins()))
        .toList();
  }

  private List<MomentDifference> moments(List<RunDistribution> runs) {
    List<String> groups = alignment.groups();
    List<MomentDifference> all = new ArrayList<>();
    for (int a = 0; a < groups.size(); a++) {
      for (int b = a + 1; b < groups.size(); b++) {
        all.add(MomentDifference.of(groups.get(a), groups.get(b), runs));
      }
    }
    return all;
  }

  private static String dtypes(Alignment.Aligned tensor) {
    return tensor.byRun().stream()
        .sorted(Comparator.comparing(Tensor::dtype))
        .map(Tensor::storedType)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
