package dev.sonde.analysis.groups;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Where groups of models differ: the distributions of every tensor compared within and between the
 * groups, tested over runs.
 *
 * <p>Weights inside a run depend on each other, so a million weights of one run are one
 * observation. The null hypothesis is that the labels of the runs mean nothing; see {@link
 * Relabellings} for its p-values, {@link FalseDiscovery} for the correction over tensors and {@link
 * Verdict} for what they come to.
 *
 * <pre>{@code
 * GroupComparison answer =
 *     GroupComparison.of(
 *         List.of(
 *             ModelGroup.matching("guided", "runs/g*.pt"),
 *             ModelGroup.matching("baseline", "runs/b*.pt")),
 *         Settings.defaults());
 * answer.tensors().getFirst(); // the clearest difference
 * }</pre>
 *
 * @param groups names and files
 * @param distance the one that effect, p and verdict are about
 * @param permutations labellings of the runs that p is counted over, the observed one included
 * @param exact whether these are all distinct labellings there are
 * @param possible how many distinct labellings there are
 * @param smallestP the smallest p that so many allow
 * @param alpha the level of the verdicts
 * @param strong the effect from which a difference is called one without reservation
 * @param tested tensors with a p-value
 * @param differing tensors found to differ
 * @param tensors by p, then by effect, then by name
 * @param leftOut tensors that are not in all runs with one shape
 */
public record GroupComparison(
    List<Group> groups,
    Distance distance,
    int permutations,
    boolean exact,
    BigInteger possible,
    double smallestP,
    double alpha,
    double strong,
    int tested,
    int differing,
    List<TensorComparison> tensors,
    List<LeftOut> leftOut) {

  public GroupComparison {
    groups = List.copyOf(groups);
    tensors = List.copyOf(tensors);
    leftOut = List.copyOf(leftOut);
  }

  /** A group's name and the files of its runs, in the order in which distances are listed. */
  public record Group(String name, List<String> runs) {
    public Group {
      runs = List.copyOf(runs);
    }

    /** A group of opened models, as results name it. */
    public static Group of(ModelGroup models) {
      return new Group(models.name(), models.files().stream().map(Object::toString).toList());
    }
  }

  /**
   * Compares two or more groups.
   *
   * @throws GroupException if the groups cannot be compared: see {@link Alignment#of}
   */
  public static GroupComparison of(List<ModelGroup> groups, Settings settings) {
    return of(groups, settings, address -> {});
  }

  /**
   * As {@link #of(List, Settings)}; {@code progress} hears each tensor's address when it is done.
   */
  public static GroupComparison of(
      List<ModelGroup> groups, Settings settings, Consumer<String> progress) {
    Alignment alignment = Alignment.of(groups, settings.match(), settings.common());
    Relabellings relabellings =
        Relabellings.of(alignment.groupSizes(), settings.permutations(), settings.seed());
    TensorComparer comparer =
        new TensorComparer(alignment, relabellings, settings, new PairStore());
    // Tensor by tensor, so that memory holds one at a time; threads share its runs and pairs.
    List<TensorComparison> raw =
        alignment.tensors().stream()
            .map(comparer::of)
            .peek(tensor -> progress.accept(tensor.name()))
            .toList();
    double[] adjusted =
        FalseDiscovery.adjust(raw.stream().mapToDouble(TensorComparison::p).toArray());
    List<TensorComparison> tensors =
        IntStream.range(0, raw.size())
            .mapToObj(i -> raw.get(i).judged(adjusted[i], relabellings, settings))
            .sorted(
                Comparator.comparingDouble(TensorComparison::p)
                    .thenComparing(Comparator.comparingDouble(TensorComparison::effect).reversed())
                    .thenComparing(TensorComparison::name))
            .toList();
    return new GroupComparison(
        groups.stream().map(Group::of).toList(),
        settings.distance(),
        relabellings.count() + 1,
        relabellings.exact(),
        relabellings.distinct(),
        relabellings.smallestP(),
        settings.alpha(),
        settings.strong(),
        (int) tensors.stream().filter(tensor -> !Double.isNaN(tensor.p())).count(),
        (int) tensors.stream().filter(tensor -> tensor.verdict().found()).count(),
        tensors,
        alignment.leftOut());
  }

  /**
   * The comparison of one tensor.
   *
   * @throws GroupException if it was not compared
   */
  public TensorComparison tensor(String address) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(address))
        .findFirst()
        .orElseThrow(() -> new GroupException("no tensor '" + address + "' was compared"));
  }

  /**
   * The distances of a measure between the runs of two groups, or, for the same name twice, within
   * one: what a {@link Spread.Part} is the mean of.
   *
   * @throws GroupException if no group has such a name
   */
  public List<Double> pairs(Measure measure, String group, String other) {
    for (String name : List.of(group, other)) {
      if (groups.stream().noneMatch(g -> g.name().equals(name))) {
        throw new GroupException("no group is named '" + name + "'");
      }
    }
    List<String> owners =
        groups.stream().flatMap(g -> g.runs().stream().map(run -> g.name())).toList();
    List<Double> chosen = new ArrayList<>();
    int pair = 0;
    for (int i = 0; i < owners.size(); i++) {
      for (int j = i + 1; j < owners.size(); j++) {
        String a = owners.get(i);
        String b = owners.get(j);
        boolean asOrdered = a.equals(group) && b.equals(other);
        boolean turned = a.equals(other) && b.equals(group);
        if (asOrdered || turned) chosen.add(measure.pairs().get(pair));
        pair++;
      }
    }
    return chosen;
  }
}
