package dev.sonde.figure;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.scene.Frame;
import dev.sonde.figure.scene.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of one panel go. First it says how much room it needs at the left and right of
 * its plot; then, when all panels of its column agree on that, how much above and below; then it is
 * drawn.
 */
final class PanelLayout {

  private static final double RIGHT = 6;
  private static final double BAR_GAP = 14;
  private static final double ABOVE = 8;

  /** The most that the labels of the y axis may take, as a share of the panel. */
  private static final double LABELS = 0.4;

  /** The most that colour bars beside the plot may take, as a share of the panel. */
  private static final double BARS = 0.32;

  private static final double UNDER_TITLE = 4;

  private final Panel panel;
  private final double width;
  private final Extent extent;
  private final Paragraph title;
  private final LegendRows legend;
  private final List<ColourBarShape> bars;

  /** Whether the colour bars lie above the plot, since beside it they would take too much of it. */
  private final boolean barsAbove;

  private final double barsWidth;
  private final VerticalAxis widest;

  /** Both axes, once the room between the margins is known. */
  private record Settled(HorizontalAxis xAxis, Projection x, VerticalAxis yAxis, Range yLimits) {}

  /**
   * @param width of the whole panel, with its axes
   */
  PanelLayout(Panel panel, double width) {
    this.panel = panel;
    this.width = width;
    this.extent = Extent.of(panel.marks());
    this.title =
        panel.title().isEmpty()
            ? new Paragraph(List.of(), Type.PANEL_TITLE, true, Colour.INK)
            : Paragraph.of(panel.title(), width, Type.PANEL_TITLE, true, Colour.INK);
    List<Guide.Entry> entries = new ArrayList<>();
    List<ColourBarShape> found = new ArrayList<>();
    for (Guide guide : panel.guides()) {
      switch (guide) {
        case Guide.Legend l -> entries.addAll(l.entries());
        case Guide.ColourBar b -> found.add(new ColourBarShape(b, panel.height()));
      }
    }
    this.legend = new LegendRows(new Guide.Legend(entries), width);
    this.bars = List.copyOf(found);
    double beside = bars.stream().mapToDouble(b -> BAR_GAP + b.width()).sum();
    this.barsAbove = beside > BARS * width;
    this.barsWidth = barsAbove ? 0 : beside;
    this.widest = panel.equalUnits() ? widest() : yAxis(yLimits(), width * LABELS);
  }

  /**
   * With equal units the y axis shows more when the plot is narrow, and its labels, which may then
   * be longer, make the plot narrower still: grow the margin until it is enough.
   */
  private VerticalAxis widest() {
    VerticalAxis axis = yAxis(yLimits(), width * LABELS);
    for (int i = 0; i < 8; i++) {
      VerticalAxis next = settle(axis.width(), RIGHT + barsWidth, 0, width * LABELS).yAxis();
      if (next.width() <= axis.width()) break;
      axis = next;
    }
    return axis;
  }

  private Range yLimits() {
    return Limits.of(panel.y().scale(), extent.y);
  }

  private VerticalAxis yAxis(Range limits, double room) {
    return new VerticalAxis(panel.y(), limits, panel.height(), room);
  }

  double left() {
    return widest.width();
  }

  double right() {
    return RIGHT + barsWidth;
  }

  /** The axes of a plot between two margins; with equal units the limits depend on them. */
  private Settled settle(double left, double right, double panelX, double room) {
    double from = panelX + left;
    double to = panelX + Math.max(left + 10, width - right);
    Range xLimits = Limits.of(panel.x().scale(), extent.x);
    Range yLimits = yLimits();
    if (panel.equalUnits()) {
      double perPixel =
          Math.max(
              (xLimits.high() - xLimits.low()) / (to - from),
              (yLimits.high() - yLimits.low()) / panel.height());
      xLimits = around(xLimits, perPixel * (to - from));
      yLimits = around(yLimits, perPixel * panel.height());
    }
    Projection x =
        panel.x().reversed()
            ? new Projection(panel.x().scale(), xLimits, to, from)
            : new Projection(panel.x().scale(), xLimits, from, to);
    return new Settled(
        new HorizontalAxis(panel.x(), x, panelX, panelX + width), x, yAxis(yLimits, room), yLimits);
  }

  /** What the labels of the y axis may take of a left margin; never more than it was made for. */
  private double yRoom(double left) {
    return Math.min(width * LABELS, left - VerticalAxis.besideLabels(panel.y()));
  }

  private static Range around(Range range, double length) {
    double middle = range.low() / 2 + range.high() / 2;
    return Range.of(middle - length / 2, middle + length / 2);
  }

  /** Pixels above the plot: title and legend. */
  double above() {
    double words = title.height() + legend.height() + barsHeight();
    return words == 0 ? ABOVE : words + UNDER_TITLE + ABOVE;
  }

  private double barsHeight() {
    return barsAbove ? bars.stream().mapToDouble(b -> b.height() + ABOVE).sum() : 0;
  }

  double height() {
    return panel.height();
  }

  double below(double left, double right) {
    return settle(left, right, 0, left).xAxis().height();
  }

  /**
   * Draws the panel.
   *
   * @param panelX its left edge
   * @param top of its plot
   * @param top0 of the panel: titles of a row stand at one height
   * @return the words that found no room
   */
  List<String> draw(
      List<Item> items, double panelX, double top0, double top, double left, double right) {
    Settled settled = settle(left, right, panelX, yRoom(left));
    HorizontalAxis xAxis = settled.xAxis();
    Projection x = settled.x();
    Projection y = settled.yAxis().places(settled.yLimits(), top);
    Frame plot =
        new Frame(Math.min(x.from(), x.to()), top, Math.abs(x.to() - x.from()), panel.height());
    items.addAll(title.items(panelX, top0));
    legend.draw(items, panelX, top0 + title.height() + (title.height() > 0 ? UNDER_TITLE : 0));
    grid(items, settled, y, plot);
    MarkShapes shapes = new MarkShapes(x, y);
    panel.marks().forEach(shapes::draw);
    // A hair of room, so that a line along the edge is seen whole.
    Frame room = new Frame(plot.x() - 1, plot.y() - 1, plot.width() + 2, plot.height() + 2);
    if (!shapes.items().isEmpty()) items.add(new Item.Clip(room, shapes.items()));
    xAxis.draw(items, plot.bottom());
    settled.yAxis().draw(items, y, plot.x());
    PanelWords words = new PanelWords(x, y, plot);
    words.place(panel.marks());
    items.addAll(words.placed());
    if (barsAbove) {
      double barY = top0 + title.height() + UNDER_TITLE + legend.height();
      for (ColourBarShape bar : bars) {
        bar.lying(items, panelX, barY, width);
        barY += bar.height() + ABOVE;
      }
    } else {
      double barX = plot.right() + BAR_GAP;
      for (ColourBarShape bar : bars) {
        bar.upright(items, barX, top);
        barX += bar.width() + BAR_GAP;
      }
    }
    return words.leftOut();
  }

  private void grid(List<Item> items, Settled settled, Projection y, Frame plot) {
    List<Item.Step> steps = new ArrayList<>();
    if (panel.x().look() == Axis.Look.GRID) {
      for (Axis.Tick tick : settled.xAxis().ticks()) {
        double at = settled.x().at(tick.at());
        steps.add(new Item.Step.Move(at, plot.y()));
        steps.add(new Item.Step.Line(at, plot.bottom()));
      }
    }
    if (panel.y().look() == Axis.Look.GRID) {
      for (Axis.Tick tick : settled.yAxis().ticks()) {
        steps.add(new Item.Step.Move(plot.x(), y.at(tick.at())));
        steps.add(new Item.Step.Line(plot.right(), y.at(tick.at())));
      }
    }
    if (!steps.isEmpty()) items.add(new Item.Path(steps, null, MarkShapes.grid(), ""));
  }
}
