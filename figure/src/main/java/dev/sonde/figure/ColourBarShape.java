package dev.sonde.figure;

import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.scene.Frame;
import dev.sonde.figure.scene.Item;
import dev.sonde.figure.scene.Pixels;
import java.util.ArrayList;
import java.util.List;

/** A colour bar: upright at the right of a plot, or lying below a figure's title. */
final class ColourBarShape {

  private static final double THICKNESS = 12;
  private static final double LENGTH = 220;
  private static final double POINT = 8;
  private static final double GAP = 5;
  private static final double LABEL = 19;
  private static final double APART = 14;

  private final Guide.ColourBar bar;
  private final double length;

  /**
   * @param room pixels along the bar
   */
  ColourBarShape(Guide.ColourBar bar, double room) {
    this.bar = bar;
    this.length = Math.min(LENGTH, room);
  }

  /** Across an upright bar, with its numbers and its label. */
  double width() {
    double widest =
        ticks().stream().mapToDouble(t -> Type.width(t.label(), Type.TICK)).max().orElse(0);
    return THICKNESS + GAP + Math.ceil(widest) + (bar.label().isEmpty() ? 0 : LABEL);
  }

  /** Across a lying bar, with its numbers. */
  double height() {
    return THICKNESS + GAP + Type.TICK + 4;
  }

  void upright(List<Item> items, double x, double top) {
    double start = top + length - (bar.below() ? POINT : 0);
    double end = top + (bar.above() ? POINT : 0);
    ColourScale colours = bar.colours();
    items.add(picture(new Frame(x, end, THICKNESS, start - end), true));
    double middle = x + THICKNESS / 2;
    if (bar.below()) {
      items.add(point(x, start, x + THICKNESS, start, middle, top + length, colours.low()));
    }
    if (bar.above()) items.add(point(x, end, x + THICKNESS, end, middle, top, colours.high()));
    double widest = 0;
    for (Tick tick : apart(start, end, APART)) {
      double y = place(tick.at(), start, end);
      items.add(mark(x + THICKNESS, y, x + THICKNESS + 3, y));
      items.add(
          Type.fitted(
              tick.label(),
              x + THICKNESS + GAP,
              y + Type.toBaseline(Type.TICK),
              200,
              Type.TICK,
              Colour.MUTED,
              Item.Anchor.START,
              0));
      widest = Math.max(widest, Type.width(tick.label(), Type.TICK));
    }
    if (bar.label().isEmpty()) return;
    items.add(
        Type.fitted(
            bar.label(),
            x + width() - LABEL + Type.AXIS + 3,
            top + length / 2,
            length,
            Type.AXIS,
            Colour.INK,
            Item.Anchor.MIDDLE,
            -90));
  }

  void lying(List<Item> items, double left, double top, double room) {
    double label = Math.min(Type.width(bar.label(), Type.CAPTION), room / 2);
    double inset = Math.ceil(Type.width(ticks().getFirst().label(), Type.TICK) / 2);
    double from = left + (label == 0 ? 0 : label + 12) + inset;
    double start = from + (bar.below() ? POINT : 0);
    double end = Math.min(from + length, left + room - 30) - (bar.above() ? POINT : 0);
    items.add(
        Type.fitted(
            bar.label(),
            left,
            top + THICKNESS / 2 + Type.toBaseline(Type.CAPTION),
            label + 0.01,
            Type.CAPTION,
            Colour.INK,
            Item.Anchor.START,
            0));
    items.add(picture(new Frame(start, top, end - start, THICKNESS), false));
    double bottom = top + THICKNESS;
    double middle = top + THICKNESS / 2;
    if (bar.below()) {
      items.add(point(start, top, start, bottom, from, middle, bar.colours().low()));
    }
    if (bar.above()) {
      items.add(point(end, top, end, bottom, end + POINT, middle, bar.colours().high()));
    }
    double widest =
        ticks().stream().mapToDouble(t -> Type.width(t.label(), Type.TICK)).max().orElse(0);
    for (Tick tick : apart(start, end, widest + 8)) {
      double x = place(tick.at(), start, end);
      items.add(mark(x, bottom, x, bottom + 3));
      items.add(
          Type.fitted(
              tick.label(),
              x,
              bottom + GAP + Type.TICK * 0.8,
              200,
              Type.TICK,
              Colour.MUTED,
              Item.Anchor.MIDDLE,
              0));
    }
  }

  /** Both limits and round values between. */
  private List<Tick> ticks() {
    ColourScale c = bar.colours();
    List<Tick> ticks = new ArrayList<>();
    ticks.add(new Tick(c.low(), end(c.low())));
    ticks.add(new Tick(c.high(), end(c.high())));
    ticks.addAll(
        Ticks.linear(Range.of(c.low(), c.high()), bar.format(), (int) Math.max(2, length / 38)));
    return ticks;
  }

  private String end(double value) {
    return switch (bar.format()) {
      case PLAIN -> Numbers.of(value);
      case WHOLE -> Numbers.count(Math.round(value));
      case PERCENT -> Numbers.percent(value);
      case SI ->
          Numbers.tick(
              value, Math.max(Math.abs(value) / 100, 1e-300), Math.abs(value), bar.format());
    };
  }

  /** The ticks whose labels stand at least {@code distance} apart; the limits come first. */
  private List<Tick> apart(double start, double end, double distance) {
    List<Tick> kept = new ArrayList<>();
    for (Tick tick : ticks()) {
      double at = place(tick.at(), start, end);
      if (kept.stream().allMatch(k -> Math.abs(place(k.at(), start, end) - at) >= distance)) {
        kept.add(tick);
      }
    }
    return kept;
  }

  private double place(double value, double start, double end) {
    return start + bar.colours().position(value) * (end - start);
  }

  private Item picture(Frame frame, boolean upright) {
    List<Colour> palette = bar.colours().gradient().colours();
    int n = palette.size();
    byte[] indices = new byte[n];
    for (int i = 0; i < n; i++) indices[i] = (byte) (upright ? n - 1 - i : i);
    Pixels pixels = Pixels.of(upright ? 1 : n, upright ? n : 1, indices, palette);
    return new Item.Picture(frame, pixels);
  }

  private Item point(double x1, double y1, double x2, double y2, double x, double y, double value) {
    return new Item.Path(
        List.of(
            new Item.Step.Move(x1, y1),
            new Item.Step.Line(x2, y2),
            new Item.Step.Line(x, y),
            new Item.Step.Close()),
        Fill.of(bar.colours().of(value)),
        null,
        "");
  }

  private static Item mark(double x1, double y1, double x2, double y2) {
    return new Item.Path(
        List.of(new Item.Step.Move(x1, y1), new Item.Step.Line(x2, y2)),
        null,
        Stroke.of(Colour.MUTED).width(1),
        "");
  }
}
