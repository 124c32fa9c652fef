package dev.sonde.figure.cells;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;

/** Lines over steps or ranges, some of one name: a unit's course, runs of a condition. */
public final class LinesFigure {

  private static final int DOTTED = 30;

  /**
   * A line; lines of one name have one colour and one entry in the legend.
   *
   * @param points x and y, in growing x
   */
  public record Line(String name, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * A panel of lines.
   *
   * @param ticks names of places on x; empty for numbers
   * @param y the axis of values
   */
  public record Lines(String title, String x, List<Tick> ticks, Axis y, List<Line> lines) {
    public Lines {
      ticks = List.copyOf(ticks);
      lines = List.copyOf(lines);
    }
  }

  private LinesFigure() {}

  /** Panels side by side; a name has the same colour in all. */
  public static Figure of(String title, List<Lines> panels) {
    List<String> order =
        panels.stream().flatMap(p -> p.lines().stream()).map(Line::name).distinct().toList();
    return Figure.grid(title, panels.size(), panels.stream().map(p -> panel(p, order)).toList())
        .width(panels.size() == 1 ? 640 : 960);
  }

  private static Panel panel(Lines shown, List<String> order) {
    List<String> names = shown.lines().stream().map(Line::name).distinct().toList();
    List<Mark> marks = new ArrayList<>();
    for (Line line : shown.lines()) {
      Colour colour = Palette.category(order.indexOf(line.name()));
      marks.add(Mark.Line.of(line.points(), Stroke.of(colour)).tooltip(line.name()));
      if (line.points().size() <= DOTTED) {
        marks.add(Mark.Dots.of(line.points(), Symbol.CIRCLE, 4.5, Fill.of(colour)));
      }
    }
    Axis x = Axis.linear(shown.x()).format(NumberFormat.WHOLE);
    x = shown.ticks().isEmpty() ? x : x.ticks(shown.ticks());
    List<Guide.Entry> entries =
        names.stream()
            .map(
                name ->
                    new Guide.Entry(
                        name,
                        new Guide.Sample.Line(
                            Stroke.of(Palette.category(order.indexOf(name))).width(2))))
            .toList();
    return Panel.of(x, shown.y(), marks)
        .title(shown.title())
        .height(240)
        .guides(new Guide.Legend(entries.size() > 1 ? entries : List.of()));
  }

  /** An axis of shares from 0 to 100 %. */
  public static Axis share(String label) {
    return Axis.linear(label, 0, 1).format(NumberFormat.PERCENT);
  }
}
