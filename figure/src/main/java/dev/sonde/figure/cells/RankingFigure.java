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
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;

/** What is left when units are ablated, the worst loss first, beside what the whole does. */
public final class RankingFigure {

  /** Units' names fit beside their points up to so many. */
  private static final int NAMED = 40;

  /**
   * @param name of the unit or group
   * @param values one per measure
   */
  public record Item(String name, List<Double> values) {
    public Item {
      values = List.copyOf(values);
    }
  }

  /**
   * @param items in the order that is drawn
   */
  public record Ranking(String title, List<Item> items) {
    public Ranking {
      items = List.copyOf(items);
    }
  }

  private RankingFigure() {}

  /**
   * @param measures what is measured, one name per value of the items
   * @param whole the values of the undisturbed network, drawn as lines
   */
  public static Figure of(
      String title, List<String> measures, List<Double> whole, List<Ranking> rankings) {
    List<Panel> panels = new ArrayList<>();
    for (Ranking ranking : rankings) panels.add(panel(ranking, measures, whole));
    return Figure.grid(title, 1, panels).width(900);
  }

  private static Panel panel(Ranking ranking, List<String> measures, List<Double> whole) {
    List<Mark> marks = new ArrayList<>();
    List<Guide.Entry> entries = new ArrayList<>();
    int n = ranking.items().size();
    for (int m = 0; m < measures.size(); m++) {
      Colour colour = Palette.category(m);
      Symbol symbol = m == 0 ? Symbol.CIRCLE : Symbol.DIAMOND;
      entries.add(new Guide.Entry(measures.get(m), new Guide.Sample.Marker(symbol, colour)));
      marks.add(
          Mark.Rule.horizontal(whole.get(m), Stroke.of(colour).width(1).dash(Stroke.Dash.DASHED)));
      List<Mark.Dot> dots = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        RankingFigure.Item item = ranking.items().get(i);
        dots.add(
            new Mark.Dot(
                new Point(i, item.values().get(m)), symbol, 6, Fill.of(colour), item.name()));
      }
      marks.add(new Mark.Dots(dots));
    }
    entries.add(
        new Guide.Entry(
            "nothing ablated",
            new Guide.Sample.Line(Stroke.of(Colour.MUTED).width(1).dash(Stroke.Dash.DASHED))));
    int every = Math.max(1, (n + NAMED - 1) / NAMED);
    List<Axis.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < n; i += every) {
      ticks.add(new Axis.Tick(i, ranking.items().get(i).name()));
    }
    Axis x =
        Axis.linear("ablated, the worst loss first", -0.7, n - 0.3)
            .ticks(ticks)
            .look(Axis.Look.PLAIN);
    return Panel.of(x, LinesFigure.share("accuracy left"), marks)
        .title(ranking.title())
        .height(220)
        .guides(new Guide.Legend(entries));
  }
}
