package dev.sonde.figure;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.scene.Item;
import dev.sonde.figure.scene.Scene;
import dev.sonde.figure.scene.Words;
import java.util.ArrayList;
import java.util.List;

/** Where everything in a figure goes: words, shared guides, rows of panels, caption. */
final class FigureLayout {

  private static final double EDGE = 16;
  private static final double GAP = 22;

  private final Figure figure;
  private final double room;
  private final List<Item> items = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private FigureLayout(Figure figure) {
    this.figure = figure;
    this.room = figure.width() - 2 * EDGE;
  }

  static Scene of(Figure figure) {
    FigureLayout layout = new FigureLayout(figure);
    double bottom = layout.caption(layout.panels(layout.header()));
    return new Scene(
        figure.width(),
        Math.ceil(bottom + EDGE - 4),
        Words.line(figure.title()),
        layout.description(),
        layout.items);
  }

  private double header() {
    double y = EDGE - 4;
    if (!figure.title().isEmpty()) y = words(figure.title(), y, Type.TITLE, true, Colour.INK);
    if (!figure.subtitle().isEmpty()) {
      y = words(figure.subtitle(), y + 2, Type.SUBTITLE, false, Colour.MUTED);
    }
    for (Guide guide : figure.guides()) {
      y += 7;
      switch (guide) {
        case Guide.Legend legend -> {
          LegendRows rows = new LegendRows(legend, room);
          rows.draw(items, EDGE, y);
          y += rows.height();
        }
        case Guide.ColourBar bar -> {
          ColourBarShape shape = new ColourBarShape(bar, room / 2);
          shape.lying(items, EDGE, y + 2, room);
          y += shape.height() + 2;
        }
      }
    }
    return y + 8;
  }

  private double words(String text, double top, double size, boolean bold, Colour colour) {
    if (text.isBlank()) return top;
    Paragraph paragraph = Paragraph.of(text, room, size, bold, colour);
    items.addAll(paragraph.items(EDGE, top));
    return top + paragraph.height();
  }

  private double panels(double top) {
    int columns = Math.min(figure.columns(), Math.max(1, figure.panels().size()));
    double width = (room - (columns - 1) * GAP) / columns;
    List<PanelLayout> panels =
        figure.panels().stream().map(p -> new PanelLayout(p, width)).toList();
    double[] left = new double[columns];
    double[] right = new double[columns];
    for (int i = 0; i < panels.size(); i++) {
      left[i % columns] = Math.max(left[i % columns], panels.get(i).left());
      right[i % columns] = Math.max(right[i % columns], panels.get(i).right());
    }
    double y = top;
    for (int first = 0; first < panels.size(); first += columns) {
      int end = Math.min(first + columns, panels.size());
      double above = 0;
      double height = 0;
      for (int i = first; i < end; i++) above = Math.max(above, panels.get(i).above());
      for (int i = first; i < end; i++) {
        int c = i % columns;
        PanelLayout panel = panels.get(i);
        height = Math.max(height, panel.height() + panel.below(left[c], right[c]));
        double x = EDGE + c * (width + GAP);
        leftOut.addAll(panel.draw(items, x, y, y + above, left[c], right[c]));
      }
      y += above + height + (end < panels.size() ? GAP - 8 : 0);
    }
    return y;
  }

  private double caption(double top) {
    if (figure.caption().isBlank()) return top;
    return words(figure.caption(), top + 10, Type.CAPTION, false, Colour.MUTED);
  }

  /** The figure in words, for those who cannot see it. */
  private String description() {
    List<String> sentences = new ArrayList<>();
    if (!figure.subtitle().isBlank()) sentences.add(figure.subtitle());
    for (Panel panel : figure.panels()) {
      String x = Type.withUnit(panel.x());
      String y = Type.withUnit(panel.y());
      if (x.isEmpty() && y.isEmpty() && panel.title().isEmpty()) continue;
      String axes = x.isEmpty() ? y : y.isEmpty() ? x : y + " against " + x;
      sentences.add(
          panel.title().isEmpty() || axes.isEmpty()
              ? panel.title() + axes + "."
              : panel.title() + ": " + axes + ".");
    }
    if (!figure.caption().isBlank()) sentences.add(figure.caption());
    if (!leftOut.isEmpty()) {
      sentences.add("Labels without room in the drawing: " + String.join(", ", leftOut) + ".");
    }
    return Words.line(String.join(" ", sentences));
  }
}
