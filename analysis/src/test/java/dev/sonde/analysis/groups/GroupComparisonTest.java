package dev.sonde.analysis.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroupComparisonTest {

  private static final Settings SETTINGS = Settings.defaults();

  private static Set<String> found(GroupComparison comparison) {
    return comparison.tensors().stream()
        .filter(tensor -> tensor.verdict().found())
        .map(TensorComparison::name)
        .collect(Collectors.toSet());
  }

  private static Synthetic differing(long seed) {
    return new Synthetic(seed, Shape.of(40, 50), 0.04)
        .layer("same.a", Synthetic.Law.NORMAL)
        .layer("wider", Synthetic.Law.NORMAL, Synthetic.Law.WIDER)
        .layer("same.b", Synthetic.Law.LAPLACE)
        .layer("heavier", Synthetic.Law.NORMAL, Synthetic.Law.LAPLACE)
        .layer("same.c", Synthetic.Law.SPARSE)
        .layer("sparser", Synthetic.Law.NORMAL, Synthetic.Law.SPARSE)
        .layer("same.d", Synthetic.Law.NORMAL)
        .layer("shifted", Synthetic.Law.NORMAL, Synthetic.Law.SHIFTED);
  }

  @Test
  void of_layersThatDifferInKnownWays_findsThemAndFewOthers() {
    Set<String> known = Set.of("wider", "heavier", "sparser", "shifted");
    int falseFinds = 0;
    int seeds = 20;
    for (int seed = 0; seed < seeds; seed++) {
      Set<String> found = found(GroupComparison.of(differing(seed).groups(6, 6), SETTINGS));
      assertThat(found).as("seed %d", seed).containsAll(known);
      falseFinds += found.size() - known.size();
    }
    // Nominal: at most 5 % of what is found, some 4 of 84; twice that leaves room for chance.
    assertThat(falseFinds).isLessThanOrEqualTo(8);
  }

  @Test
  void of_groupsThatDoNotDiffer_findsSomethingAsOftenAsAlphaSays() {
    int seeds = 150;
    int layers = 4;
    int small = 0;
    int any = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Synthetic same = new Synthetic(1000 + seed, Shape.of(10, 10), 0.2);
      for (int layer = 0; layer < layers; layer++) same.layer("l" + layer, Synthetic.Law.NORMAL);
      GroupComparison comparison = GroupComparison.of(same.groups(5, 5), SETTINGS);
      small += (int) comparison.tensors().stream().filter(t -> t.p() <= 0.05).count();
      any += comparison.differing() > 0 ? 1 : 0;
    }
    // Four standard deviations of a binomial around 5 % (4.8 %: 6 of 126 labellings).
    assertThat(small / (double) (seeds * layers)).isBetween(0.0, 0.085);
    assertThat(small).isPositive();
    assertThat(any / (double) seeds).isLessThanOrEqualTo(0.12);
  }

  @Test
  void of_twoAgainstTwoRuns_cannotTellHoweverClear() {
    GroupComparison comparison = GroupComparison.of(differing(1).groups(2, 2), SETTINGS);
    assertThat(comparison.permutations()).isEqualTo(3);
    assertThat(comparison.exact()).isTrue();
    assertThat(comparison.smallestP()).isEqualTo(1 / 3.0, within(1e-15));
    assertThat(comparison.tensor("wider").p()).isEqualTo(1 / 3.0, within(1e-15));
    assertThat(comparison.tensor("wider").effect()).isGreaterThan(0.7);
    assertThat(comparison.tensors())
        .extracting(TensorComparison::verdict)
        .containsOnly(Verdict.TOO_FEW_RUNS);
  }

  @Test
  void of_fourAgainstFourRuns_oneClearLayerAmongMany_cannotTell() {
    Synthetic one = new Synthetic(3, Shape.of(20, 20), 0.04);
    one.layer("wider", Synthetic.Law.NORMAL, Synthetic.Law.WIDER);
    for (int i = 0; i < 6; i++) one.layer("same" + i, Synthetic.Law.NORMAL);
    GroupComparison comparison = GroupComparison.of(one.groups(4, 4), SETTINGS);
    // 35 labellings: p = 1/35 = .029, but .2 after correction for seven tensors.
    TensorComparison wider = comparison.tensor("wider");
    assertThat(wider.p()).isEqualTo(1 / 35.0, within(1e-15));
    assertThat(wider.pAdjusted()).isGreaterThan(0.05);
    assertThat(wider.verdict()).isEqualTo(Verdict.TOO_FEW_RUNS);
    assertThat(comparison.tensors())
        .extracting(TensorComparison::verdict)
        .contains(Verdict.NOT_FOUND);
  }

  @Test
  void of_fewDrawnPermutations_saysThatTheyAreTooFew() {
    GroupComparison comparison =
        GroupComparison.of(differing(1).groups(6, 6), SETTINGS.with("permutations", 10));
    assertThat(comparison.exact()).isFalse();
    assertThat(comparison.permutations()).isEqualTo(11);
    assertThat(comparison.tensor("wider").verdict()).isEqualTo(Verdict.TOO_FEW_PERMUTATIONS);
  }

  @Test
  void of_threeGroups_findsTheLayerInWhichOneDiffers() {
    Synthetic three =
        new Synthetic(5, Shape.of(30, 30), 0.04)
            .layer("third", Synthetic.Law.NORMAL, Synthetic.Law.NORMAL, Synthetic.Law.WIDER)
            .layer("same", Synthetic.Law.NORMAL);
    GroupComparison comparison = GroupComparison.of(three.groups(4, 4, 4), SETTINGS);
    assertThat(comparison.permutations()).isEqualTo(5775);
    assertThat(found(comparison)).containsExactly("third");
    TensorComparison third = comparison.tensor("third");
    assertThat(third.within().parts()).extracting(Spread.Part::pairs).containsExactly(6, 6, 6);
    assertThat(third.between().parts())
        .extracting(Spread.Part::groups)
        .containsExactly(List.of("g0", "g1"), List.of("g0", "g2"), List.of("g1", "g2"));
    assertThat(third.between().pairs()).isEqualTo(48);
    assertThat(third.moments()).hasSize(3);
  }

  @Test
  void of_handComputedPair_withinBetweenAndEffect() {
    // Runs 0, 1 | 10, 13: each a tensor of one value.
    GroupComparison comparison =
        GroupComparison.of(
            List.of(group("a", single(0), single(1)), group("b", single(10), single(13))),
            SETTINGS.with("distance", Distance.WASSERSTEIN));
    TensorComparison tensor = comparison.tensor("w");
    double scale = tensor.scale();
    assertThat(scale).isEqualTo(Math.sqrt((36 + 25 + 16 + 49) / 4.0), within(1e-12));
    assertThat(tensor.within().parts().get(0).mean() * scale).isEqualTo(1, within(1e-12));
    assertThat(tensor.within().parts().get(1).mean() * scale).isEqualTo(3, within(1e-12));
    assertThat(tensor.between().mean() * scale).isEqualTo((10 + 13 + 9 + 12) / 4.0, within(1e-12));
    assertThat(tensor.ratio()).isEqualTo(5.5, within(1e-12));
    Measure measure = tensor.measure(Distance.WASSERSTEIN);
    assertThat(comparison.pairs(measure, "b", "a").stream().mapToDouble(d -> d * scale).toArray())
        .containsExactly(new double[] {10, 13, 9, 12}, within(1e-12));
    assertThat(comparison.pairs(measure, "b", "b")).containsExactly(measure.pairs().getLast());
    assertThatThrownBy(() -> comparison.pairs(measure, "a", "c"))
        .hasMessage("no group is named 'c'");
    // SS_T = (1 + 100 + 169 + 81 + 144 + 9)/4 = 126, SS_W = 1/2 + 9/2 = 5, MS_W = 2.5.
    assertThat(tensor.effect()).isEqualTo((126 - 5 - 2.5) / (126 + 2.5), within(1e-12));
    assertThat(tensor.p()).isEqualTo(1 / 3.0, within(1e-12));
    assertThat(tensor.moments().getFirst().mean()).isEqualTo(11, within(1e-12));
  }

  @Test
  void of_oneAgainstOne_hasNoTest() {
    GroupComparison comparison =
        GroupComparison.of(List.of(group("a", single(0)), group("b", single(1))), SETTINGS);
    TensorComparison tensor = comparison.tensor("w");
    assertThat(tensor.p()).isOne();
    assertThat(tensor.effect()).isNaN();
    assertThat(tensor.within().mean()).isNaN();
    assertThat(tensor.verdict()).isEqualTo(Verdict.TOO_FEW_RUNS);
  }

  @Test
  void of_constantEqualEmptyAndNonFiniteTensors_isDefinedAndCounted() {
    List<Checkpoint> runs = new ArrayList<>();
    for (int run = 0; run < 8; run++) {
      float group = run < 4 ? 0 : 1;
      float own = run;
      runs.add(
          Checkpoint.of(
              Path.of("memory", "r" + run),
              List.of(
                  Tensor.ofFloats("constant", Shape.of(3), new float[] {group, group, group}),
                  Tensor.ofFloats("equal", Shape.of(2), new float[] {1, 2}),
                  Tensor.ofFloats("empty", Shape.of(0, 4), new float[0]),
                  Tensor.ofFloats("scalar", Shape.of(), new float[] {own}),
                  Tensor.ofFloats("holes", Shape.of(3), new float[] {own, Float.NaN, group}),
                  Tensor.ofFloats(
                      "lost",
                      Shape.of(2),
                      run == 0
                          ? new float[] {Float.NaN, Float.NEGATIVE_INFINITY}
                          : new float[] {1, 2})),
              Map.of()));
    }
    GroupComparison comparison =
        GroupComparison.of(
            List.of(
                new ModelGroup("a", runs.subList(0, 4)), new ModelGroup("b", runs.subList(4, 8))),
            SETTINGS);
    assertThat(comparison.tensor("equal").verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(comparison.tensor("equal").p()).isOne();
    assertThat(comparison.tensor("empty").verdict()).isEqualTo(Verdict.NO_DISTANCE);
    assertThat(comparison.tensor("lost").verdict()).isEqualTo(Verdict.NO_DISTANCE);
    assertThat(comparison.tensor("lost").nonFinite()).isEqualTo(2);
    assertThat(comparison.tensor("lost").runs().getFirst().histogram().nan()).isEqualTo(1);
    assertThat(comparison.tensor("lost").runs().getFirst().histogram().infinite()).isEqualTo(1);
    assertThat(comparison.tensor("constant").p()).isEqualTo(1 / 35.0, within(1e-15));
    assertThat(comparison.tensor("constant").effect()).isOne();
    assertThat(comparison.tensor("scalar").p()).isEqualTo(1 / 35.0, within(1e-15));
    assertThat(comparison.tensor("holes").nonFinite()).isEqualTo(8);
    assertThat(comparison.tested()).isEqualTo(4);
    assertThat(comparison.tensors().getLast().p()).isNaN();
  }

  @Test
  void of_binnedTensor_agreesWithExactWithinItsError() {
    List<ModelGroup> groups = differing(9).groups(3, 3);
    GroupComparison exact = GroupComparison.of(groups, SETTINGS);
    GroupComparison binned = GroupComparison.of(groups, SETTINGS.with("exactValues", 0));
    for (TensorComparison tensor : exact.tensors()) {
      TensorComparison other = binned.tensor(tensor.name());
      assertThat(tensor.exact()).isTrue();
      assertThat(other.exact()).isFalse();
      Measure measure = other.measure(Distance.WASSERSTEIN);
      assertThat(measure.error()).isPositive().isLessThan(1e-4);
      assertThat(other.between().mean())
          .isEqualTo(tensor.between().mean(), within(measure.error()));
      assertThat(other.p()).isEqualTo(tensor.p());
      assertThat(other.runs().getFirst().histogram().total()).isEqualTo(2000);
    }
  }

  @Test
  void of_histograms_holdEveryValueInSharedBins() {
    GroupComparison comparison =
        GroupComparison.of(differing(2).groups(3, 2), SETTINGS.with("bins", 20));
    for (TensorComparison tensor : comparison.tensors()) {
      assertThat(tensor.runs()).hasSize(5);
      assertThat(tensor.runs()).allMatch(run -> run.histogram().total() == 2000);
      assertThat(tensor.runs().stream().map(run -> run.histogram().low()).distinct()).hasSize(1);
      assertThat(tensor.measures()).hasSize(5).allMatch(m -> m.pairs().size() == 10);
    }
  }

  @Test
  void of_twice_isEqual() {
    List<ModelGroup> groups = differing(4).groups(8, 8);
    Settings some = SETTINGS.with("permutations", 300);
    assertThat(GroupComparison.of(groups, some)).isEqualTo(GroupComparison.of(groups, some));
  }

  @Test
  void of_tensorsThatDoNotMatch_isRefusedInOneLineOrLeftOut() {
    ModelGroup a = group("a", network("a1", 10, true), network("a2", 10, true));
    ModelGroup b = group("b", network("b1", 30, true), network("b2", 30, false));
    assertThatThrownBy(() -> GroupComparison.of(List.of(a, b), SETTINGS))
        .isInstanceOf(GroupException.class)
        .hasMessage(
            "2 of 3 tensors do not match: 'rnn' is [10] in memory/a1 but [30] in memory/b1; 'extra'"
                + " is missing in memory/b2; compare networks of one architecture, or only the"
                + " tensors that match");
    GroupComparison common = GroupComparison.of(List.of(a, b), SETTINGS.with("common", true));
    assertThat(common.tensors()).extracting(TensorComparison::name).containsExactly("out");
    assertThat(common.leftOut()).extracting(LeftOut::name).containsExactly("rnn", "extra");
    assertThatThrownBy(
            () ->
                GroupComparison.of(
                    List.of(a, b), SETTINGS.with("common", true).with("match", "rnn")))
        .hasMessageContaining("nothing is left to compare");
    assertThatThrownBy(() -> GroupComparison.of(List.of(a, b), SETTINGS.with("match", "no.*")))
        .hasMessageContaining("no tensor");
  }

  @Test
  void of_groupsThatShareRunsOrNames_isRefused() {
    ModelGroup a = group("a", single(1), single(2));
    assertThatThrownBy(() -> GroupComparison.of(List.of(a), SETTINGS))
        .hasMessageContaining("two or more groups");
    assertThatThrownBy(() -> GroupComparison.of(List.of(a, group("a", single(3))), SETTINGS))
        .hasMessage("two groups are named 'a'");
    assertThatThrownBy(() -> GroupComparison.of(List.of(a, group("b", single(2))), SETTINGS))
        .hasMessageContaining("every run counts once");
  }

  private static ModelGroup group(String name, Checkpoint... runs) {
    return new ModelGroup(name, List.of(runs));
  }

  private static Checkpoint single(float value) {
    return Checkpoint.of(
        Path.of("memory", "single" + value),
        List.of(Tensor.ofFloats("w", Shape.of(1), new float[] {value})),
        Map.of());
  }

  private static Checkpoint network(String name, int units, boolean extra) {
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(Tensor.ofFloats("rnn", Shape.of(units), new float[units]));
    tensors.add(Tensor.ofFloats("out", Shape.of(2), new float[] {1, name.hashCode() % 7}));
    if (extra) tensors.add(Tensor.ofFloats("extra", Shape.of(1), new float[1]));
    return Checkpoint.of(Path.of("memory", name), tensors, Map.of());
  }
}
