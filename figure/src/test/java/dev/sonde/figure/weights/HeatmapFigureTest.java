package dev.sonde.figure.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import org.junit.jupiter.api.Test;

class HeatmapFigureTest {

  private static Figure figure(int cells, String address, Shape shape, double... values) {
    return HeatmapFigure.of(
        MatrixImage.of(
            Tensor.ofDoubles(address, shape, values), Settings.defaults().cells(cells, cells)));
  }

  private static Mark.Image image(Panel panel) {
    return (Mark.Image) panel.marks().getFirst();
  }

  @Test
  void colours_areCentredAtZero_andTheLimitIsSaid() {
    Figure figure = figure(10, "a.weight", Shape.of(2, 2), -0.5, 0, 0.25, 2);
    Panel panel = figure.panels().getFirst();
    assertThat(image(panel).colours()).isEqualTo(ColourScale.diverging(2));
    assertThat(figure.caption())
        .isEqualTo("Values go from −0.5 to 2; the colours cover all of them.");
    assertThat(panel.x().label()).isEqualTo("input unit");
    assertThat(panel.y().label()).isEqualTo("output unit");
    assertThat(panel.y().reversed()).isTrue();
  }

  @Test
  void outliers_pointTheColourBarOn_andAreCounted() {
    double[] values = new double[1000];
    for (int i = 0; i < 1000; i++) values[i] = Math.sin(i);
    values[17] = -50;
    Figure figure = figure(1000, "w", Shape.of(10, 100), values);
    Guide.ColourBar bar = (Guide.ColourBar) figure.panels().getFirst().guides().getFirst();
    assertThat(bar.below()).isTrue();
    assertThat(bar.above()).isFalse();
    assertThat(figure.caption())
        .contains("Values go from −50 to 1")
        .contains("0.1\u202f% of them (1)");
  }

  @Test
  void aggregated_showsMeanAndLargestSize_andTheAxesStillCountValues() {
    Figure figure = figure(2, "w", Shape.of(3, 3), 1, 1, 0, 1, -5, 0, 2, 2, 8);
    assertThat(figure.panels()).hasSize(2);
    Mark.Image mean = image(figure.panels().get(0));
    Mark.Image size = image(figure.panels().get(1));
    assertThat(mean.cells()).isEqualTo(Cells.of(2, 2, new double[] {-0.5, 0, 2, 8}));
    assertThat(size.cells()).isEqualTo(Cells.of(2, 2, new double[] {5, 0, 2, 8}));
    assertThat(mean.x()).isEqualTo(Range.of(-0.5, 3.5));
    assertThat(figure.caption()).contains("up to 2 × 2 values");
    assertThat(mean.colours().neutral()).isZero();
    assertThat(size.colours().low()).isZero();
  }

  @Test
  void degenerateTensors_areDrawnAndSaid() {
    assertThat(figure(9, "w", Shape.of(2, 2), 0, 0, 0, 0).caption())
        .isEqualTo("All finite values are 0.");
    assertThat(figure(9, "w", Shape.of(), 3).subtitle()).isEqualTo("scalar, 1 value");
    assertThat(figure(9, "w", Shape.of(1, 2), Double.NaN, Double.POSITIVE_INFINITY).caption())
        .isEqualTo(
            "No value is finite. 1 NaN and 1 infinite values; a cell of nothing else is magenta.");
    assertThat(figure(1, "w", Shape.of(2, 2), 0, 0, 0, 0).panels()).hasSize(2);
  }

  @Test
  void gates_haveLinesBetweenThem() {
    Figure figure = figure(99, "rnn.weight_hh_l0", Shape.of(12, 3), new double[36]);
    assertThat(figure.panels().getFirst().marks())
        .filteredOn(Mark.Rule.class::isInstance)
        .extracting(mark -> ((Mark.Rule) mark).at())
        .containsExactly(2.5, 5.5, 8.5);
    assertThat(figure.caption()).contains("gates i, f, g, o from top to bottom");
  }
}
