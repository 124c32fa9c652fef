package dev.sonde.analysis.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineageTest {

  /** Weights of two matrices and a bias that all networks share. */
  private static float[][] random(long seed, double spread) {
    Random random = new Random(seed);
    float[][] all = {new float[900], new float[400], new float[30]};
    for (float[] w : all)
      for (int i = 0; i < w.length; i++) w[i] = (float) (spread * random.nextGaussian());
    return all;
  }

  private static float[][] moved(float[][] from, long seed, double by) {
    float[][] step = random(seed, by);
    for (int t = 0; t < from.length; t++) {
      for (int i = 0; i < from[t].length; i++) step[t][i] += from[t][i];
    }
    return step;
  }

  private static List<Tensor> tensors(float[][] w) {
    return List.of(
        Tensor.ofFloats("b.weight", Shape.of(30, 30), w[0]),
        Tensor.ofFloats("a.weight", Shape.of(20, 20), w[1]),
        Tensor.ofFloats("a.bias", Shape.of(30), w[2]));
  }

  private static Lineage.Member member(String name, float[][] w, @Nullable Double order) {
    return new Lineage.Member(name, Sketch.of(tensors(w)), order);
  }

  @Test
  void unrelatedNetworks_areAboutOneApart_andEqualOnesNought() {
    Sketch a = Sketch.of(tensors(random(1, 1)));
    Sketch b = Sketch.of(tensors(random(2, 1)));
    assertThat(a.distance(a)).isZero();
    assertThat(a.distance(b)).isCloseTo(1, within(.1));
    assertThat(b.distance(a)).isEqualTo(a.distance(b));
  }

  /** Half of the variance is new: Σ(a−b)² / (Σa² + Σb²) = s² / (1 + 1 + s²). */
  @Test
  void aStepOfKnownSize_givesTheDistanceByHand() {
    float[][] base = random(1, 1);
    double step = .5;
    Sketch a = Sketch.of(tensors(base));
    Sketch b = Sketch.of(tensors(moved(base, 9, step)));
    double expected = Math.sqrt(step * step / (2 + step * step));
    assertThat(a.distance(b)).isCloseTo(expected, within(.03));
  }

  @Test
  void aStar_isRootedAtItsCentre_withFullSupport() {
    float[][] base = random(1, 1);
    List<Lineage.Member> members = new ArrayList<>();
    for (int i = 0; i < 4; i++) members.add(member("tuned" + i, moved(base, 10 + i, .2), null));
    members.add(member("base", base, null));
    for (int i = 0; i < 3; i++) members.add(member("other" + i, random(50 + i, 1), null));
    Lineage lineage = Lineage.of(members, .7);
    assertThat(lineage.families()).hasSize(1);
    Lineage.Family family = lineage.families().getFirst();
    assertThat(family.root()).isEqualTo(4);
    assertThat(family.basis()).isEqualTo(Lineage.Basis.CENTRE);
    assertThat(family.edges()).hasSize(4).allMatch(e -> e.parent() == 4 && e.support() == 1);
  }

  @Test
  void aChainOfEpochs_runsFromTheFirstToTheLast() {
    float[][] w = random(1, 1);
    List<Lineage.Member> members = new ArrayList<>();
    for (int epoch = 0; epoch < 5; epoch++) {
      members.addFirst(member("epoch-" + epoch, w, (double) epoch));
      w = moved(w, 20 + epoch, .2);
    }
    Lineage.Family family = Lineage.of(members, .7).families().getFirst();
    assertThat(family.basis()).isEqualTo(Lineage.Basis.ORDER);
    assertThat(family.members()).containsExactly(4, 3, 2, 1, 0);
    assertThat(family.edges()).allMatch(e -> e.parent() == e.child() + 1);
  }

  @Test
  void twoFilesWithoutANumber_leaveTheDirectionOpen() {
    float[][] base = random(1, 1);
    List<Lineage.Member> pair =
        List.of(member("a", base, null), member("b", moved(base, 3, .1), null));
    assertThat(Lineage.of(pair, .7).families().getFirst().basis()).isEqualTo(Lineage.Basis.OPEN);
  }

  /** So few values may agree by chance: nothing is claimed. */
  @Test
  void tinyNetworks_makeNoFamilies() {
    List<Lineage.Member> members = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      float[] w = new float[6];
      Random random = new Random(i);
      for (int k = 0; k < 6; k++) w[k] = (float) random.nextGaussian();
      Sketch sketch = Sketch.of(List.of(Tensor.ofFloats("w", Shape.of(2, 3), w)));
      members.add(new Lineage.Member("n" + i, sketch, null));
    }
    assertThat(Lineage.of(members, 1).families()).isEmpty();
  }

  @Test
  void aSketch_asText_isTheSame() {
    Sketch sketch = Sketch.of(tensors(random(1, 1)));
    Sketch read = Sketch.parse(sketch.text());
    assertThat(read.distance(sketch)).isZero();
    assertThat(read.text()).isEqualTo(sketch.text());
  }

  @Test
  void fingerprint_mindsNamesAndShapes_notOrderOrValues() {
    List<Tensor> one = tensors(random(1, 1));
    List<Tensor> other = new ArrayList<>(tensors(random(2, 1))).reversed();
    assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(other));
    assertThat(WeightsDigest.of(one)).isNotEqualTo(WeightsDigest.of(other));
    assertThat(WeightsDigest.of(one)).isEqualTo(WeightsDigest.of(one.reversed()));
    List<Tensor> reshaped = new ArrayList<>(one);
    reshaped.set(0, one.getFirst().reshape(Shape.of(900)));
    assertThat(Fingerprint.of(reshaped)).isNotEqualTo(Fingerprint.of(one));
  }
}
