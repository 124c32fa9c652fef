package dev.sonde.figure;

import dev.sonde.figure.Guide.Entry;
import dev.sonde.figure.Guide.Sample;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.scene.Frame;
import dev.sonde.figure.scene.Item;
import java.util.ArrayList;
import java.util.List;

/** A legend laid out in rows of at most a given width. */
final class LegendRows {

  private static final double ROW = 18;
  private static final double SAMPLE = 16;
  private static final double GAP = 6;
  private static final double APART = 18;

  private record Placed(Entry entry, double x, double room, int row) {}

  private final List<Placed> placed = new ArrayList<>();
  private int rows;

  LegendRows(Guide.Legend legend, double width) {
    double x = 0;
    rows = legend.entries().isEmpty() ? 0 : 1;
    for (Entry entry : legend.entries()) {
      double room = Math.min(Type.width(entry.label(), Type.CAPTION), width - SAMPLE - GAP);
      if (x > 0 && x + SAMPLE + GAP + room > width) {
        x = 0;
        rows++;
      }
      placed.add(new Placed(entry, x, room, rows - 1));
      x += SAMPLE + GAP + room + APART;
    }
  }

  double height() {
    return rows == 0 ? 0 : rows * ROW + 2;
  }

  void draw(List<Item> items, double left, double top) {
    for (Placed p : placed) {
      double x = left + p.x();
      double middle = top + p.row() * ROW + ROW / 2;
      sample(items, p.entry().sample(), x, middle);
      items.add(
          Type.fitted(
              p.entry().label(),
              x + SAMPLE + GAP,
              middle + Type.toBaseline(Type.CAPTION),
              p.room() + 0.01,
              Type.CAPTION,
              Colour.INK,
              Item.Anchor.START,
              0));
    }
  }

  private static void sample(List<Item> items, Sample sample, double x, double middle) {
    switch (sample) {
      case Sample.Area(var fill) ->
          items.add(new Item.Box(new Frame(x + 1, middle - 5.5, SAMPLE - 3, 11), fill, ""));
      case Sample.Line(var stroke) ->
          items.add(
              new Item.Path(
                  List.of(new Item.Step.Move(x, middle), new Item.Step.Line(x + SAMPLE, middle)),
                  null,
                  stroke,
                  ""));
      case Sample.Marker(var symbol, var colour) ->
          items.add(Symbols.item(symbol, x + SAMPLE / 2, middle, 8, Fill.of(colour), ""));
    }
  }
}
