package dev.sonde.figure.groups;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Panel;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.weights.Outlines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a tensor in every run, one thin line each, coloured by group, with each group's
 * mean as a thick line: whether groups differ, or only runs.
 */
public final class GroupDistributionFigure {

  private static final double SMALL = 180;

  private GroupDistributionFigure() {}

  /**
   * One panel per tensor, in the order of the map.
   *
   * @throws IllegalArgumentException if a tensor has no runs, or its runs' bins differ
   */
  public static Figure of(String title, Map<String, List<RunHistogram>> tensors) {
    List<String> groups =
        tensors.values().stream()
            .flatMap(List::stream)
            .map(RunHistogram::group)
            .distinct()
            .toList();
    List<Panel> panels = new ArrayList<>();
    List<String> words = new ArrayList<>();
    boolean single = tensors.size() == 1;
    tensors.forEach(
        (name, runs) -> {
          Outlines outlines = Outlines.of(runs.stream().map(RunHistogram::histogram).toList());
          Panel panel = panel(runs, outlines, groups);
          panels.add(single ? panel : panel.title(name).height(SMALL));
          if (!outlines.words().isEmpty()) {
            words.add(single ? outlines.words() : name + ": " + outlines.words());
          }
        });
    List<Guide.Entry> entries = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      entries.add(
          new Guide.Entry(
              groups.get(i), new Guide.Sample.Line(Stroke.of(Palette.category(i)).width(2.4))));
    }
    return Figure.grid(title, single ? 1 : 2, panels)
        .guides(new Guide.Legend(entries))
        .subtitle("Thin lines: runs. Thick lines: the mean of a group.")
        .caption(String.join(" ", words));
  }

  private static Panel panel(List<RunHistogram> runs, Outlines outlines, List<String> groups) {
    List<Mark> thin = new ArrayList<>();
    Map<String, List<List<Point>>> byGroup = new LinkedHashMap<>();
    for (RunHistogram run : runs) {
      List<Point> line = outlines.polygon(run.histogram());
      byGroup.computeIfAbsent(run.group(), g -> new ArrayList<>()).add(line);
      Colour colour = Palette.category(groups.indexOf(run.group()));
      thin.add(
          Mark.Line.of(line, Stroke.of(colour).width(0.9).opacity(0.45))
              .tooltip(run.group() + ": " + run.run()));
    }
    List<Mark> marks = new ArrayList<>(thin);
    byGroup.forEach(
        (group, lines) ->
            marks.add(
                Mark.Line.of(
                        mean(lines), Stroke.of(Palette.category(groups.indexOf(group))).width(2.4))
                    .tooltip(group)));
    return Panel.of(
        Axis.linear("value", outlines.low(), outlines.high()),
        Axis.linear("share per bin").format(NumberFormat.PERCENT),
        marks);
  }

  private static List<Point> mean(List<List<Point>> lines) {
    List<Point> mean = new ArrayList<>();
    for (int i = 0; i < lines.getFirst().size(); i++) {
      double sum = 0;
      for (List<Point> line : lines) sum += line.get(i).y();
      mean.add(new Point(lines.getFirst().get(i).x(), sum / lines.size()));
    }
    return mean;
  }
}
