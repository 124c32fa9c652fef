package dev.sonde.figure;

import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.scene.Item;
import java.util.ArrayList;
import java.util.List;

/** The axis at the left of a plot; names that are too long for their room are shortened. */
final class VerticalAxis {

  private static final double TICK = 4;
  private static final double GAP = 4;
  private static final double LABEL = 20;
  private static final double LINE = 13;

  private final Axis axis;
  private final double height;
  private final List<Tick> ticks;
  private final double room;

  /**
   * @param height of the plot
   * @param room the most that labels may take
   */
  VerticalAxis(Axis axis, Range limits, double height, double room) {
    this.axis = axis;
    this.height = height;
    this.room = room;
    int wanted = Math.clamp((long) (height / 34), 1, 12);
    if (axis.look() == Axis.Look.HIDDEN) ticks = List.of();
    else if (axis.ticks().isEmpty()) {
      ticks = Ticks.of(axis.scale(), limits, axis.format(), wanted);
    } else ticks = axis.ticks().stream().filter(t -> limits.contains(t.at())).toList();
  }

  /** What the axis needs left of the plot beside the letters of its ticks' labels. */
  static double besideLabels(Axis axis) {
    return TICK + GAP + (Type.withUnit(axis).isEmpty() ? 0 : LABEL);
  }

  List<Tick> ticks() {
    return ticks;
  }

  /** Pixels that it needs left of the plot. */
  double width() {
    return labelsWidth() + (Type.withUnit(axis).isEmpty() ? 0 : LABEL);
  }

  private double labelsWidth() {
    double widest =
        ticks.stream().mapToDouble(t -> Type.width(t.label(), Type.TICK)).max().orElse(0);
    return widest == 0 ? 0 : Math.ceil(Math.min(widest, room)) + TICK + GAP;
  }

  /** Where the axis' values lie on a plot from {@code top} down. */
  Projection places(Range limits, double top) {
    boolean downwards = axis.scale() instanceof Scale.Categories != axis.reversed();
    return downwards
        ? new Projection(axis.scale(), limits, top, top + height)
        : new Projection(axis.scale(), limits, top + height, top);
  }

  /** Draws it left of a plot that starts at {@code left}. */
  void draw(List<Item> items, Projection places, double left) {
    double top = Math.min(places.from(), places.to());
    if (axis.look() == Axis.Look.PLAIN) {
      items.add(
          new Item.Path(
              List.of(
                  new Item.Step.Move(left, places.from()), new Item.Step.Line(left, places.to())),
              null,
              Stroke.of(Colour.MUTED).width(1),
              ""));
    }
    labels(items, places, left);
    String label = Type.withUnit(axis);
    if (label.isEmpty()) return;
    double x = left - labelsWidth() - LABEL + Type.AXIS;
    items.add(
        Type.fitted(
            label, x, top + height / 2, height, Type.AXIS, Colour.INK, Item.Anchor.MIDDLE, -90));
  }

  private void labels(List<Item> items, Projection places, double left) {
    List<Tick> ordered = new ArrayList<>(ticks);
    ordered.sort((a, b) -> Double.compare(places.at(a.at()), places.at(b.at())));
    double end = Double.NEGATIVE_INFINITY;
    for (Tick tick : ordered) {
      double y = places.at(tick.at());
      if (y - end < LINE) continue;
      end = y;
      items.add(
          Type.fitted(
              tick.label(),
              left - TICK - GAP,
              y + Type.toBaseline(Type.TICK),
              room,
              Type.TICK,
              Colour.MUTED,
              Item.Anchor.END,
              0));
    }
  }
}
