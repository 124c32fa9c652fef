package dev.sonde.figure;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.scene.Frame;
import dev.sonde.figure.scene.Item;
import dev.sonde.figure.scene.LabelBox;
import java.util.ArrayList;
import java.util.List;

/**
 * Words inside a plot: moved inwards where they would leave it, and left out, where they are
 * optional, if they would cover an earlier one.
 */
final class PanelWords {

  private static final double INSET = 2;
  private static final int ROWS = 8;

  private final Projection x;
  private final Projection y;
  private final Frame plot;
  private final List<Item.Label> placed = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  PanelWords(Projection x, Projection y, Frame plot) {
    this.x = x;
    this.y = y;
    this.plot = plot;
  }

  List<Item.Label> placed() {
    return placed;
  }

  /** The words that found no room. */
  List<String> leftOut() {
    return leftOut;
  }

  void place(List<Mark> marks) {
    // What must be seen comes first, so that the optional makes room for it.
    for (Mark mark : marks) if (mark instanceof Mark.Text t && !t.optional()) text(t);
    for (Mark mark : marks) {
      if (mark instanceof Mark.Rule r && !r.label().isEmpty()) rule(r);
      if (mark instanceof Mark.Text t && t.optional()) text(t);
    }
  }

  private void text(Mark.Text text) {
    double px = x.at(text.at().x());
    double py = y.at(text.at().y());
    boolean seen =
        px >= plot.x() - 1
            && px <= plot.right() + 1
            && py >= plot.y() - 1
            && py <= plot.bottom() + 1;
    if (!seen) {
      if (!text.text().isEmpty()) leftOut.add(text.text());
      return;
    }
    Item.Anchor anchor =
        switch (text.anchor()) {
          case START -> Item.Anchor.START;
          case MIDDLE -> Item.Anchor.MIDDLE;
          case END -> Item.Anchor.END;
        };
    Item.Label label = inside(label(text.text(), px, py, text.size(), text.colour(), anchor));
    if (text.optional() && covered(label)) leftOut.add(text.text());
    else placed.add(label);
  }

  /** At the line's end; one row farther down, or farther left, for each label in the way. */
  private void rule(Mark.Rule rule) {
    boolean up = rule.way() == Mark.Way.UP;
    double at = up ? x.at(rule.at()) : y.at(rule.at());
    Frame p = plot;
    if (Double.isNaN(at) || (up ? at < p.x() || at > p.right() : at < p.y() || at > p.bottom())) {
      return;
    }
    for (int row = 0; row < ROWS; row++) {
      Item.Label label =
          up
              ? label(
                  rule.label(),
                  at + 4,
                  p.y() + 8 + row * 14,
                  Type.TICK,
                  Colour.MUTED,
                  Item.Anchor.START)
              : label(
                  rule.label(),
                  p.right() - 4,
                  at - 8 + (row % 2 == 0 ? 0 : 16),
                  Type.TICK,
                  Colour.MUTED,
                  Item.Anchor.END);
      label = inside(label);
      if (!covered(label)) {
        placed.add(label);
        return;
      }
    }
    leftOut.add(rule.label());
  }

  private Item.Label label(
      String text, double px, double py, double size, Colour colour, Item.Anchor anchor) {
    double room = plot.width() - 2 * INSET;
    return Type.fitted(text, px, py + size * 0.35, room, size, colour, anchor, 0);
  }

  private boolean covered(Item.Label label) {
    LabelBox box = LabelBox.of(label);
    return placed.stream().anyMatch(other -> LabelBox.of(other).overlaps(box));
  }

  private Item.Label inside(Item.Label l) {
    Frame f = LabelBox.of(l).frame();
    double dx =
        Math.max(0, plot.x() + INSET - f.x()) - Math.max(0, f.right() - plot.right() + INSET);
    double dy = Math.max(0, plot.y() - f.y()) - Math.max(0, f.bottom() - plot.bottom());
    return new Item.Label(
        l.x() + dx,
        l.y() + dy,
        l.text(),
        l.size(),
        l.bold(),
        l.colour(),
        l.anchor(),
        l.angle(),
        l.tooltip());
  }
}
