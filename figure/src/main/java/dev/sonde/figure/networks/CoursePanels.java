package dev.sonde.figure.networks;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Panel;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;

/** Small panels of lines in rows of three, a name having one colour in all: a panel a site. */
public final class CoursePanels {
  private CoursePanels() {}

  /**
   * @param points in growing x
   */
  public record Line(String name, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  public record Site(String title, List<Line> lines) {
    public Site {
      lines = List.copyOf(lines);
    }
  }

  /** Distributions: x values, y their shares. */
  public static Figure of(String title, List<Site> sites) {
    List<String> names =
        sites.stream().flatMap(site -> site.lines().stream()).map(Line::name).distinct().toList();
    List<Panel> panels = new ArrayList<>();
    for (Site site : sites) {
      List<Mark> marks = new ArrayList<>();
      for (Line line : site.lines()) {
        Stroke stroke = Stroke.of(Palette.category(names.indexOf(line.name()))).width(1.5);
        if (!line.points().isEmpty()) marks.add(Mark.Line.of(line.points(), stroke));
      }
      panels.add(
          Panel.of(Axis.linear("value"), Axis.linear("share").format(NumberFormat.PERCENT), marks)
              .title(site.title())
              .height(150));
    }
    List<Guide.Entry> entries =
        names.stream()
            .map(
                name ->
                    new Guide.Entry(
                        name,
                        new Guide.Sample.Line(
                            Stroke.of(Palette.category(names.indexOf(name))).width(2))))
            .toList();
    Figure figure = Figure.grid(title, Math.min(3, panels.size()), panels).width(960);
    return entries.size() > 1 ? figure.guides(new Guide.Legend(entries)) : figure;
  }
}
