package dev.sonde.figure.cells;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import java.util.ArrayList;
import java.util.List;

/** One point per unit: how it varies, how its gates stand. */
public final class ScatterFigure {

  /** A unit's place, and the group that its colour and shape tell. */
  public record Unit(String name, String group, double x, double y) {}

  /** A panel of units. */
  public record Scatter(String title, Axis x, Axis y, List<Unit> units) {
    public Scatter {
      units = List.copyOf(units);
    }
  }

  private static final List<Symbol> SHAPES =
      List.of(Symbol.CIRCLE, Symbol.DIAMOND, Symbol.TRIANGLE, Symbol.SQUARE);

  private ScatterFigure() {}

  public static Figure of(String title, List<Scatter> panels) {
    return Figure.grid(title, panels.size(), panels.stream().map(ScatterFigure::panel).toList())
        .width(panels.size() == 1 ? 640 : 960);
  }

  private static Panel panel(Scatter shown) {
    List<String> groups = shown.units().stream().map(Unit::group).distinct().toList();
    List<Mark> marks = new ArrayList<>();
    List<Guide.Entry> entries = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      String group = groups.get(g);
      Colour colour = Palette.category(g);
      Symbol symbol = SHAPES.get(g % SHAPES.size());
      entries.add(new Guide.Entry(group, new Guide.Sample.Marker(symbol, colour)));
      List<Mark.Dot> dots = new ArrayList<>();
      for (Unit unit : shown.units()) {
        if (!unit.group().equals(group)) continue;
        Point at = new Point(unit.x(), unit.y());
        dots.add(new Mark.Dot(at, symbol, 7, Fill.of(colour).opacity(.7), unit.name()));
      }
      marks.add(new Mark.Dots(dots));
    }
    return Panel.of(shown.x(), shown.y(), marks)
        .title(shown.title())
        .height(280)
        .guides(new Guide.Legend(groups.size() > 1 ? entries : List.of()));
  }
}
