package dev.sonde.figure.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.weights.Histogram;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutlinesTest {

  private static Histogram histogram(double low, double width, long... counts) {
    return new Histogram(low, width, Arrays.stream(counts).boxed().toList(), 0, 0);
  }

  @Test
  void fewFineBins_areDrawnAsTheyAre() {
    Histogram h = histogram(-1, 0.5, 1, 2, 4, 1);
    assertThat(Outlines.of(List.of(h)).steps(h))
        .containsExactly(
            new Point(-1, 0),
            new Point(-1, 0.125),
            new Point(-0.5, 0.125),
            new Point(-0.5, 0.25),
            new Point(0, 0.25),
            new Point(0, 0.5),
            new Point(0.5, 0.5),
            new Point(0.5, 0.125),
            new Point(1, 0.125),
            new Point(1, 0));
    assertThat(Outlines.of(List.of(h)).words()).isEqualTo("Bins are 0.5 wide.");
  }

  @Test
  void outliers_areLeftOutAndCounted() {
    long[] counts = new long[4096];
    for (int i = 2000; i < 2100; i++) counts[i] = 1000;
    counts[0] = 3;
    counts[4095] = 4;
    Histogram h = histogram(-2048, 1, counts);
    Outlines outlines = Outlines.of(List.of(h));
    assertThat(outlines.low()).isEqualTo(-48);
    assertThat(outlines.high()).isEqualTo(52);
    assertThat(outlines.words())
        .contains(
            "Not drawn: 7 values of 100\u202f007 (0.007\u202f%) outside the axis, between −2050 and"
                + " 2050.");
  }

  @Test
  void everyDistributionsValues_areInTheSharedWindow() {
    long[] left = new long[4096];
    long[] right = new long[4096];
    left[100] = 10;
    right[4000] = 1_000_000;
    Histogram a = histogram(0, 1, left);
    Histogram b = histogram(0, 1, right);
    Outlines outlines = Outlines.of(List.of(a, b));
    assertThat(outlines.low()).isLessThanOrEqualTo(100);
    assertThat(outlines.high()).isGreaterThanOrEqualTo(4001);
    assertThat(outlines.words()).doesNotContain("Not drawn");
  }

  @Property(tries = 200)
  void drawnShares_andThoseSaidToBeOutside_areAll(@ForAll long seed) {
    Random random = new Random(seed);
    long[] counts = new long[1 + random.nextInt(5000)];
    int middle = random.nextInt(counts.length);
    for (int i = 0; i < 3000; i++) {
      counts[Math.clamp(middle + (long) (random.nextGaussian() * 40), 0, counts.length - 1)]++;
    }
    for (int i = 0; i < random.nextInt(3); i++) counts[random.nextInt(counts.length)]++;
    Histogram h = histogram(-3, 0.01, counts);
    Window window = Window.of(List.of(h));
    double drawn = Arrays.stream(window.shares(h)).sum();
    String words = window.words(List.of(h));
    long outside =
        words.contains("Not drawn: ")
            ? Long.parseLong(words.replaceFirst("(?s).*Not drawn: (\\d+) value.*", "$1"))
            : 0;
    assertThat(drawn).isCloseTo(1 - (double) outside / h.total(), within(1e-9));
    assertThat(window.bins()).isLessThanOrEqualTo(151);
  }

  @Test
  void constant_isALineOfItsOwn() {
    Histogram h = new Histogram(7, 0, List.of(5L), 2, 1);
    Outlines outlines = Outlines.of(List.of(h));
    assertThat(outlines.low()).isEqualTo(6);
    assertThat(outlines.steps(h)).contains(new Point(7, 1));
    assertThat(outlines.words()).isEqualTo("Not drawn: 2 NaN and 1 infinite values.");
  }

  @Test
  void differentBins_areRefused() {
    assertThatThrownBy(() -> Outlines.of(List.of(histogram(0, 1, 1, 2), histogram(0, 1, 1, 2, 3))))
        .hasMessageContaining("shared bins")
        .hasMessageContaining("3 from 0.0 to 3.0");
    assertThatThrownBy(() -> Outlines.of(List.of())).hasMessageContaining("no distribution");
  }

  @Test
  void emptyTensor_isNamedButNotDrawn() {
    Histogram none = histogram(0, 1, 0, 0);
    Histogram some = histogram(0, 1, 3, 1);
    Figure figure =
        DistributionFigure.of(
            "t",
            List.of(new Distribution("none", none), new Distribution("some", some)),
            DistributionFigure.Heights.LINEAR);
    assertThat(figure.panels().getFirst().marks()).hasSize(1);
    List<Mark> ridges =
        RidgelineFigure.of("t", List.of(new Distribution("none", none)))
            .panels()
            .getFirst()
            .marks();
    assertThat(ridges).isEmpty();
  }
}
