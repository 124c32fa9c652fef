package dev.sonde.analysis.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Pca;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {
  @TempDir private Path folder;

  /** 200 vectors of deviations 3, 1 and 0.1. */
  private static double[] cloud() {
    Random random = new Random(5);
    double[] values = new double[600];
    Arrays.setAll(values, i -> random.nextGaussian() * new double[] {3, 1, .1}[i % 3]);
    return values;
  }

  private static Vectors doubles(double[] values, int dimensions) {
    int count = values.length / dimensions;
    return Vectors.of(Tensor.ofDoubles("x", Shape.of(count, dimensions), values), "x.npy");
  }

  private static double[] scores(Points points) {
    try (Workers workers = Workers.of(2)) {
      float[] found = Pca.of(points, Pca.Settings.of(2), workers).project(points, workers).values();
      double[] scores = new double[found.length];
      Arrays.setAll(scores, i -> found[i]);
      return scores;
    }
  }

  @Test
  void float64FarFromZero_keepsItsComponents() {
    double[] near = cloud();
    double[] expected = scores(doubles(near, 3).points());
    for (double offset : new double[] {1e6, -1e9}) {
      double[] far = Arrays.stream(near).map(x -> x + offset).toArray();
      Vectors found = doubles(far, 3);
      double[] scores = scores(found.points());
      assertThat(found.unit()).isEqualTo(1);
      for (int i = 0; i < scores.length; i++) {
        assertThat(scores[i]).isEqualTo(expected[i], within(1e-5 + 1e-15 * Math.abs(offset)));
      }
    }
  }

  @Test
  void valuesBeyondFloat32_haveAUnitOfTheirOwn() {
    double[] expected = scores(doubles(cloud(), 3).points());
    for (double factor : new double[] {1e20, 1e200, 1e300, 1e-20, 1e-200, 1e-305}) {
      Vectors found = doubles(Arrays.stream(cloud()).map(x -> x * factor).toArray(), 3);
      double[] scores = scores(found.points());
      for (int i = 0; i < scores.length; i++) {
        assertThat(scores[i] * (found.unit() / factor)).isEqualTo(expected[i], within(2e-5));
      }
    }
  }

  @Test
  void theLargestDoubles_areVectors() {
    double most = Double.MAX_VALUE;
    Vectors found = doubles(new double[] {most, 0, -most, 0, 0, most}, 2);
    assertThat((double) found.points().at(0, 0)).isEqualTo(most / found.unit(), within(1e-6));
    assertThat((double) found.points().at(1, 0)).isEqualTo(-most / found.unit(), within(1e-6));
  }

  @Test
  void floats_areTakenToTheBit() {
    float[] values = {1e6f, 1.25f, -3, 7, 0, 1e-9f};
    Tensor tensor = Tensor.ofFloats("x", Shape.of(3, 2), values);
    assertThat(Vectors.of(tensor, "x").points().values()).isEqualTo(values);
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    assertThat(doubles(wide, 2).points().values()).isEqualTo(values);
  }

  @Test
  void largeFloats_areScaledAndNotCalledNan() {
    float[] values = {1e20f, 2e20f, -3e20f, 4e20f};
    Vectors found = Vectors.of(Tensor.ofFloats("x", Shape.of(2, 2), values), "x");
    for (int i = 0; i < values.length; i++) {
      assertThat((float) (found.points().values()[i] * found.unit())).isEqualTo(values[i]);
    }
  }

  @Test
  void notFinite_isNamed() {
    assertThatThrownBy(() -> doubles(new double[] {1, 2, 3, Double.NaN}, 2))
        .isInstanceOf(VectorsException.class)
        .hasMessage("x.npy: vector 1 has NaN in dimension 1; remove it or replace the value first");
  }

  @Test
  void complex_isRefused() {
    Tensor tensor =
        Tensor.of(
            "c",
            DType.COMPLEX64,
            Shape.of(3, 1),
            Storage.mapped(MemorySegment.ofArray(new byte[24])),
            0);
    assertThatThrownBy(() -> Vectors.of(tensor, "c.npy"))
        .hasMessage("c.npy: holds complex64 values; vectors are of real numbers");
    assertThatThrownBy(() -> WholeNumbers.of(tensor, "c.npy"))
        .hasMessage("c.npy: holds complex64 values; classes are whole numbers");
  }

  @Test
  void shapesWithoutVectors_areRefused() {
    assertThatThrownBy(() -> Vectors.of(Tensor.ofFloats("x", Shape.of(0, 4), new float[0]), "x"))
        .hasMessage("x: has no vectors");
    assertThatThrownBy(() -> Vectors.of(Tensor.ofFloats("x", Shape.of(4, 0), new float[0]), "x"))
        .hasMessage("x: its vectors are empty");
    assertThatThrownBy(() -> Vectors.of(Tensor.ofFloats("x", Shape.of(), new float[1]), "x"))
        .hasMessage("x: has no vectors");
  }

  private static Tensor longs(long... values) {
    MemorySegment bytes = MemorySegment.ofArray(values);
    return Tensor.of("l", DType.INT64, Shape.of(values.length), Storage.mapped(bytes), 0);
  }

  @Test
  void wholeNumbersOf64Bits_areToldApart() {
    long[] values = {1L << 24, (1L << 24) + 1, (1L << 62) + 1, (1L << 62) + 2, -1};
    assertThat(WholeNumbers.of(longs(values), "l"))
        .containsExactly(
            "16777216", "16777217", "4611686018427387905", "4611686018427387906", "-1");
  }

  @Test
  void labels_inTensorsOrText_areClasses() throws IOException {
    Path file = folder.resolve("l.npy");
    NpyWriter.write(longs(16777217, 16777216, 16777217), file);
    Classes classes = Classes.read(file, 3, TextSettings.found());
    assertThat(classes.numbers()).containsExactly(1, 0, 1);
    assertThat(classes.names()).containsExactly("16777216", "16777217");
    assertThatThrownBy(() -> Classes.read(file, 4, TextSettings.found()))
        .hasMessage(file + ": has 3 labels for 4 vectors");
  }

  private Classes text(String text, int count, TextSettings settings) throws IOException {
    Path file = folder.resolve("l.txt");
    Files.writeString(file, text);
    return Classes.read(file, count, settings);
  }

  @Test
  void oneLabelTooMany_isNoHeading() {
    assertThatThrownBy(() -> text("a\nb\na\nc\n", 3, TextSettings.found()))
        .hasMessageEndingWith(
            "has 4 labels for 3 vectors; if the first line, 'a', is a heading, say so");
    assertThatThrownBy(() -> text("d\nb\na\nc\n", 3, TextSettings.found()))
        .hasMessageContaining("has 4 labels for 3 vectors");
  }

  @Test
  void headingOfLabels_isSaid() throws IOException {
    Classes found = text("Label\n\"a\"\nb\na\n", 3, TextSettings.found());
    assertThat(found.words()).containsExactly("a", "b", "a");
    assertThat(found.notes().getFirst()).endsWith("line 1 ('Label') is the heading");
    assertThat(text("kind\n7\n10\n7\n", 3, TextSettings.found()).names())
        .containsExactly("7", "10");
    assertThat(text("x\na\nb\n", 2, TextSettings.found().withHeading(true)).words())
        .containsExactly("a", "b");
  }

  @Test
  void severalColumnsOfLabels_needOneNamed() throws IOException {
    assertThatThrownBy(() -> text("0,cat\n1,dog\n", 2, TextSettings.found()))
        .hasMessageEndingWith("has several columns; say which of them holds the labels");
    assertThat(text("0,cat\n1,dog\n", 2, TextSettings.found().withLabelColumn("2")).words())
        .containsExactly("cat", "dog");
    assertThat(
            text("n,kind\n0,cat\n1,dog\n", 2, TextSettings.found().withLabelColumn("kind")).words())
        .containsExactly("cat", "dog");
    assertThat(text("York, New\nParis\n", 2, TextSettings.found()).names())
        .containsExactly("Paris", "York, New");
  }
}
