package dev.sonde.figure.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.weights.Histogram;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Scale;
import dev.sonde.figure.groups.LayerDistances.Distances;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupFiguresTest {

  private static LayerDistances layer(String name, double p, boolean differs) {
    return new LayerDistances(
        name,
        List.of(
            new Distances("guided", List.of(0.1, 0.2), 0.15),
            new Distances("baseline", List.of(0.3), 0.3)),
        List.of(new Distances("guided – baseline", List.of(0.5, 0.7), 0.6)),
        p,
        differs,
        differs ? "differs" : "cannot tell: too few runs");
  }

  @Test
  void betweenWithin_hasALaneForEachGroupAndPair() {
    Figure figure =
        BetweenWithinFigure.of(
            "t", "distance", List.of(layer("a", 0.0004, true), layer("b", Double.NaN, false)));
    var panel = figure.panels().getFirst();
    assertThat(((Scale.Categories) panel.y().scale()).names()).containsExactly("a", "b");
    assertThat(panel.guides()).singleElement().isInstanceOf(Guide.Legend.class);
    assertThat(((Guide.Legend) panel.guides().getFirst()).entries())
        .extracting(Guide.Entry::label)
        .containsExactly("within guided", "within baseline", "between guided – baseline");
    List<Mark.Dots> dots =
        panel.marks().stream()
            .filter(Mark.Dots.class::isInstance)
            .map(Mark.Dots.class::cast)
            .toList();
    assertThat(dots).hasSize(12);
    assertThat(dots.getFirst().dots()).extracting(d -> d.at().x()).containsExactly(0.1, 0.2);
    // Three lanes around the row's middle, from top to bottom.
    assertThat(List.of(dots.get(0), dots.get(2), dots.get(4)))
        .extracting(d -> d.dots().getFirst().at().y())
        .isSorted();
    assertThat(dots.get(2).dots().getFirst().at().y()).isCloseTo(0, within(1e-12));
    assertThat(panel.marks())
        .filteredOn(Mark.Text.class::isInstance)
        .extracting(mark -> ((Mark.Text) mark).text())
        .containsExactly("p < 0.001", "cannot tell: too few runs");
    assertThat(panel.marks()).filteredOn(Mark.Bars.class::isInstance).hasSize(1);
    assertThat(figure.subtitle()).isEqualTo("1 of 2 tensors differ (tinted).");
  }

  @Test
  void betweenWithin_withoutDifferences_saysSo() {
    assertThat(BetweenWithinFigure.of("t", "d", List.of(layer("a", 0.4, false))).subtitle())
        .isEqualTo("No tensor was found to differ.");
    assertThatThrownBy(() -> BetweenWithinFigure.of("t", "d", List.of()))
        .hasMessageContaining("no tensor");
  }

  @Test
  void groupDistribution_drawsEveryRunThin_andTheMeanOfAGroupThick() {
    List<RunHistogram> runs =
        List.of(
            new RunHistogram("a", "a1", new Histogram(0, 1, List.of(4L, 0L), 0, 0)),
            new RunHistogram("a", "a2", new Histogram(0, 1, List.of(0L, 4L), 0, 0)),
            new RunHistogram("b", "b1", new Histogram(0, 1, List.of(1L, 3L), 0, 0)));
    List<Mark> marks =
        GroupDistributionFigure.of("t", Map.of("w", runs)).panels().getFirst().marks();
    assertThat(marks).hasSize(5);
    assertThat(marks.subList(0, 3)).allMatch(mark -> ((Mark.Line) mark).stroke().width() < 1);
    Mark.Line mean = (Mark.Line) marks.get(3);
    assertThat(mean.points()).extracting(Mark.Point::y).containsExactly(0.0, 0.5, 0.5, 0.0);
    assertThat(mean.stroke().width()).isGreaterThan(2);
  }
}
