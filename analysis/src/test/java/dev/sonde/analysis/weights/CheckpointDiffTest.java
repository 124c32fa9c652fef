package dev.sonde.analysis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.groups.Golden;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        .containsExactly(
            new CheckpointDiff.Reshaped("shape", List.of(2L), List.of(3L), "float32", "float32"));
    assertThat(diff.tensors()).extracting(TensorDiff::name).containsExactly("both");
    assertThat(diff.changed()).isZero();
  }

  @Test
  void names_inWrappers_areThoseOfTheFirst_andANoteSaysSo() {
    Checkpoint a = of(vector("fc.weight", 1, 2), vector("fc.bias", 1));
    Checkpoint b = of(vector("module.fc.weight", 1, 3), vector("module.fc.bias", 1));
    CheckpointDiff diff = CheckpointDiff.of(a, b, ALL);
    assertThat(diff.onlyInA()).isEmpty();
    assertThat(diff.onlyInB()).isEmpty();
    assertThat(diff.tensors()).map(TensorDiff::name).containsExactly("fc.weight", "fc.bias");
    assertThat(diff.notes()).singleElement().asString().contains("'module.fc.weight' is");
    assertThat(CheckpointDiff.of(a, a, ALL).notes()).isEmpty();
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

  private static Tensor longs(DType dtype, long... values) {
    Storage storage = Storage.mapped(MemorySegment.ofArray(values));
    return Tensor.of("w", dtype, Shape.of(values.length), storage, 0);
  }

  private static Tensor doubles(double... values) {
    return Tensor.ofDoubles("w", Shape.of(values.length), values);
  }

  @Test
  void wholeNumbersOf64Bits_thatDoubleRoundsToOne_haveChanged() {
    long big = (1L << 62) + 1;
    for (DType dtype : new DType[] {DType.INT64, DType.UINT64}) {
      TensorDiff d = diff(longs(dtype, big, 7, 0), longs(dtype, big + 1, 7, 0));
      assertThat(d.unchanged()).isEqualTo(2 / 3.0);
      assertThat(d.maxChange()).isEqualTo(1);
      assertThat(d.relativeChange()).isCloseTo(0x1p-62, within(1e-30));
      assertThat(diff(longs(dtype, big), longs(dtype, big)).unchanged()).isEqualTo(1);
    }
    TensorDiff ends = diff(longs(DType.UINT64, -1, 5), longs(DType.UINT64, -2, 5));
    assertThat(ends.maxChange()).isEqualTo(1);
    TensorDiff least =
        diff(longs(DType.INT64, Long.MIN_VALUE), longs(DType.INT64, Long.MIN_VALUE + 1));
    assertThat(least.maxChange()).isEqualTo(1);
    assertThat(least.unchanged()).isZero();
  }

  @Test
  void wholeNumbersAndFloats_areComparedAsNumbers() {
    assertThat(diff(longs(DType.INT64, 3, 1L << 53), doubles(3, 0x1p53)).unchanged()).isEqualTo(1);
    TensorDiff d = diff(longs(DType.INT64, 3, (1L << 53) + 1), doubles(3, 0x1p53));
    assertThat(d.unchanged()).isEqualTo(.5);
    assertThat(d.maxChange()).isEqualTo(1);
    assertThat(diff(longs(DType.UINT64, -1L), doubles(0x1p64)).maxChange()).isEqualTo(1);
  }

  @Test
  void sumsBeyondDouble_areTakenInAnotherUnit() {
    for (double unit : new double[] {1e200, 1e308, 1e-200, 1e-320, 1}) {
      TensorDiff d = diff(doubles(unit, -unit / 2, 0), doubles(-unit, unit / 2, 0));
      assertThat(d.relativeChange()).as("%s", unit).isCloseTo(2, within(1e-12));
      assertThat(d.cosine()).isCloseTo(-1, within(1e-12));
      TensorDiff half = diff(doubles(unit, unit), doubles(unit, unit / 2));
      assertThat(half.relativeChange()).isCloseTo(.5 / Math.sqrt(2), within(1e-3));
    }
    TensorDiff apart = diff(doubles(1e200, 0, 0), doubles(1e-200, 1e-200, 0));
    assertThat(apart.cosine()).isCloseTo(1 / Math.sqrt(2), within(1e-12));
    assertThat(apart.relativeChange()).isCloseTo(1, within(1e-12));
    TensorDiff little = diff(doubles(1, 1e-200), doubles(1, 3e-200));
    assertThat(little.relativeChange()).isCloseTo(2e-200, within(1e-210));
    TensorDiff most = diff(doubles(Double.MAX_VALUE), doubles(-Double.MAX_VALUE));
    assertThat(most.relativeChange()).isEqualTo(2);
  }

  @Test
  void sumsBeyondDouble_inOneChunkOfMany_joinTheOthers() {
    double[] a = new double[3_000_000];
    Arrays.fill(a, 1);
    double[] b = a.clone();
    a[2_999_999] = 1e200;
    b[2_999_999] = 2e200;
    assertThat(diff(doubles(a), doubles(b)).relativeChange()).isCloseTo(1, within(1e-12));
  }

  /** llama.cpp's converter wrote them from the folders, which are float32 as they are. */
  @ParameterizedTest
  @ValueSource(strings = {"llama", "llama-yarn", "llama3-rope", "qwen2", "qwen3", "phi3"})
  void ggufFile_isItsFolder(String name) {
    Path models =
        Path.of(System.getProperty("sonde.root", "."))
            .resolve("network/src/test/resources/transformers");
    Checkpoint gguf = Checkpoint.open(models.resolve("gguf").resolve(name + ".gguf"));
    Checkpoint folder = Checkpoint.open(models.resolve(name).resolve("model.safetensors"));
    for (boolean turned : new boolean[] {false, true}) {
      CheckpointDiff diff = CheckpointDiff.of(turned ? folder : gguf, turned ? gguf : folder, ALL);
      assertThat(diff.tensors()).hasSize(folder.tensors().size());
      assertThat(diff.changed()).isZero();
      assertThat(turned ? diff.onlyInA() : diff.onlyInB()).isEmpty();
      // Divisors of Llama 3's turns are a setting in a folder.
      assertThat(turned ? diff.onlyInB() : diff.onlyInA()).isSubsetOf("rope_freqs.weight");
      assertThat(diff.reshaped()).isEmpty();
      assertThat(diff.notes().getFirst()).contains("called as on the Hugging Face hub");
    }
    assertThat(CheckpointDiff.of(gguf, gguf, ALL).notes()).isEmpty();
  }
}
