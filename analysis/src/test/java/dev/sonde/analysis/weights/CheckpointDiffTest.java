package dev.sonde.analysis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.groups.Golden;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CheckpointDiffTest {

  private static final CheckpointDiff.Settings ALL = CheckpointDiff.Settings.defaults();

  private static Checkpoint of(Tensor... tensors) {
    return Checkpoint.of(Path.of("x"), List.of(tensors), Map.of());
  }

  private static Tensor vector(String name, float... values) {
    return Tensor.ofFloats(name, Shape.of(values.length), values);
  }

  private static TensorDiff diff(Tensor a, Tensor b) {
    return CheckpointDiff.of(of(a), of(b), ALL).tensors().getFirst();
  }

  @Test
  void handComputed() {
    TensorDiff d = diff(vector("w", 3, 0, 4, 1), vector("w", 3, 0, 0, 2));
    assertThat(d.cosine()).isCloseTo(11 / Math.sqrt(26 * 13), within(1e-15));
    assertThat(d.relativeChange()).isCloseTo(Math.sqrt(17.0 / 26), within(1e-15));
    assertThat(d.maxChange()).isEqualTo(4);
    assertThat(d.unchanged()).isEqualTo(0.5);
    assertThat(d.wasserstein()).isEqualTo((0 + 1 + 1 + 1) / 4.0);
    assertThat(d.ks()).isEqualTo(0.25);
    assertThat(d.wassersteinError()).isZero();
  }

  @Test
  void structure_saysWhatIsOnlyInOneAndWhatWasReshaped() {
    Checkpoint a = of(vector("gone", 1), vector("both", 1), vector("shape", 1, 2));
    Checkpoint b = of(vector("new", 1), vector("shape", 1, 2, 3), vector("both", 1));
    CheckpointDiff diff = CheckpointDiff.of(a, b, ALL);
    assertThat(diff.onlyInA()).containsExactly("gone");
    assertThat(diff.onlyInB()).containsExactly("new");
    assertThat(diff.reshaped())
        .containsExactly(new CheckpointDiff.Reshaped("shape", List.of(2L), List.of(3L)));
    assertThat(diff.tensors()).extracting(TensorDiff::name).containsExactly("both");
    assertThat(diff.changed()).isZero();
  }

  @Test
  void tensors_areSortedByChange() {
    Checkpoint a =
        of(vector("same", 1), vector("little", 10), vector("born", 0), vector("much", 1));
    Checkpoint b =
        of(vector("same", 1), vector("little", 11), vector("born", 1), vector("much", 3));
    CheckpointDiff diff = CheckpointDiff.of(a, b, ALL);
    assertThat(diff.tensors())
        .extracting(TensorDiff::name)
        .containsExactly("born", "much", "little", "same");
    assertThat(diff.changed()).isEqualTo(3);
    TensorDiff born = diff.tensors().getFirst();
    assertThat(born.relativeChange()).isInfinite();
    assertThat(born.cosine()).isNaN();
    TensorDiff same = diff.tensors().getLast();
    assertThat(same.cosine()).isEqualTo(1);
    assertThat(same.relativeChange()).isZero();
    assertThat(same.wasserstein()).isZero();
  }

  @Test
  void match_choosesOnBothSides() {
    Checkpoint a = of(vector("x.w", 1), vector("y.w", 1));
    Checkpoint b = of(vector("x.w", 2), vector("x.v", 1), vector("z", 1));
    CheckpointDiff diff = CheckpointDiff.of(a, b, new CheckpointDiff.Settings(List.of("x.*"), 1));
    assertThat(diff.onlyInA()).isEmpty();
    assertThat(diff.onlyInB()).containsExactly("x.v");
    assertThat(diff.tensors()).hasSize(1);
  }

  @Test
  void notFinitePlaces_areCountedAndLeftOut() {
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    TensorDiff d = diff(vector("w", 1, nan, nan, inf, 2), vector("w", 1, nan, 5, inf, 4));
    assertThat(d.notFinite()).isEqualTo(3);
    assertThat(d.unchanged()).isEqualTo(0.6);
    assertThat(d.maxChange()).isEqualTo(2);
    assertThat(d.relativeChange()).isCloseTo(2 / Math.sqrt(5), within(1e-15));
  }

  @Test
  void otherTypesAndViews_areComparedAsNumbers() {
    Tensor wide = Made.tensor("bell", "float64", 6000, 3);
    double[] values = wide.toDoubles();
    float[] narrow = new float[6000];
    for (int i = 0; i < narrow.length; i++) narrow[(i % 60) * 100 + i / 60] = (float) values[i];
    Tensor turned = Tensor.ofFloats("bell", Shape.of(60, 100), narrow).transpose(1, 0);
    TensorDiff d = diff(wide.reshape(Shape.of(100, 60)), turned);
    assertThat(d.dtypeA()).isEqualTo("float64");
    assertThat(d.dtypeB()).isEqualTo("float32");
    assertThat(d.relativeChange()).isPositive().isLessThan(1e-7);
    assertThat(d.cosine()).isCloseTo(1, within(1e-14));
  }

  @Test
  void emptyTensors_haveNotChanged() {
    TensorDiff d = diff(vector("w"), vector("w"));
    assertThat(d.unchanged()).isEqualTo(1);
    assertThat(d.relativeChange()).isZero();
    assertThat(d.ks()).isNaN();
  }

  @Test
  void broadcastsOf2To40_areComparedWithoutBeingRead() {
    Tensor a = broadcast(vector("w", 3));
    TensorDiff d = diff(a, broadcast(vector("w", 4)));
    assertThat(d.count()).isEqualTo(1L << 40);
    assertThat(d.relativeChange()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(d.unchanged()).isZero();
    assertThat(diff(a, a).unchanged()).isEqualTo(1);
  }

  private static Tensor broadcast(Tensor one) {
    return Tensor.view(
        "w",
        DType.FLOAT32,
        Shape.of(1L << 40),
        one.storage(),
        0,
        new long[] {0},
        ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void threads_doNotChangeTheResult() {
    Tensor[] a = new Tensor[6];
    Tensor[] b = new Tensor[6];
    for (int i = 0; i < 6; i++) {
      a[i] = Made.tensor("bell", "float32", 20_000 + i, i).named("t" + i);
      b[i] = Made.tensor("heavy", "float32", 20_000 + i, i).named("t" + i);
    }
    CheckpointDiff one = CheckpointDiff.of(of(a), of(b), new CheckpointDiff.Settings(List.of(), 1));
    CheckpointDiff four =
        CheckpointDiff.of(of(a), of(b), new CheckpointDiff.Settings(List.of(), 4));
    assertThat(four).isEqualTo(one);
  }

  @Test
  void distances_agreeWithSciPy() throws IOException {
    for (JsonNode golden : Golden.cases("/weights/distances.json")) {
      TensorDiff d = diff(made(golden, "a"), made(golden, "b"));
      double exact = 1e-9 * Math.max(1, golden.get("wasserstein").asDouble());
      assertThat(d.wasserstein())
          .isCloseTo(
              golden.get("wasserstein").asDouble(), within(Math.max(exact, d.wassersteinError())));
      assertThat(d.ks())
          .isCloseTo(golden.get("ks").asDouble(), within(Math.max(1e-12, d.ksError())));
      // Few floats are near 10⁶: each has a cell of its own.
      boolean cells =
          golden.get("n").asInt() > 16_384
              && golden.get("dtype").asString().equals("float32")
              && !golden.get("a").get(0).asString().equals("far");
      assertThat(d.ksError() > 0).isEqualTo(cells);
      assertThat(d.ksError()).isLessThan(0.01);
    }
  }

  private static Tensor made(JsonNode golden, String side) {
    return Made.tensor(
            golden.get(side).get(0).asString(),
            golden.get("dtype").asString(),
            golden.get("n").asInt(),
            golden.get(side).get(1).asLong())
        .named("w");
  }
}
