package dev.sonde.figure;

import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.scene.Item;
import dev.sonde.figure.scene.LabelBox;
import java.util.ArrayList;
import java.util.List;

/**
 * The axis below a plot. Long names of categories are slanted, then upright, then every second,
 * third … is written; numbers are thinned until they stand apart.
 */
final class HorizontalAxis {

  private static final double TICK = 4;
  private static final double GAP = 4;
  private static final double APART = 7;
  private static final double LONGEST = 140;
  private static final double LABEL = 20;
  private static final double SLANT = Math.sqrt(0.5);

  private final Axis axis;
  private final Projection places;
  private final double left;
  private final double right;
  private final List<Tick> ticks;

  /** Labels as if the plot ended at y = 0. */
  private final List<Item.Label> labels;

  /**
   * @param left where labels may start
   * @param right where labels must end
   */
  HorizontalAxis(Axis axis, Projection places, double left, double right) {
    this.axis = axis;
    this.places = places;
    this.left = left;
    this.right = right;
    if (axis.look() == Axis.Look.HIDDEN) {
      ticks = List.of();
      labels = List.of();
    } else if (!axis.ticks().isEmpty()) {
      ticks = axis.ticks().stream().filter(t -> places.limits().contains(t.at())).toList();
      labels = thinned(ticks);
    } else if (axis.scale() instanceof Scale.Categories) {
      ticks = Ticks.of(axis.scale(), places.limits(), axis.format(), 0);
      labels = names(ticks);
    } else {
      ticks = numbers();
      labels = thinned(ticks);
    }
  }

  private List<Tick> numbers() {
    double width = Math.abs(places.to() - places.from());
    for (int wanted = Math.clamp((long) (width / 48), 1, 12); wanted > 1; wanted--) {
      List<Tick> found = Ticks.of(axis.scale(), places.limits(), axis.format(), wanted);
      if (thinned(found).size() == found.size()) return found;
    }
    return Ticks.of(axis.scale(), places.limits(), axis.format(), 1);
  }

  /** Upright labels in their order, without those that would touch the one before. */
  private List<Item.Label> thinned(List<Tick> at) {
    List<Item.Label> kept = new ArrayList<>();
    List<Tick> ordered = new ArrayList<>(at);
    ordered.sort((a, b) -> Double.compare(places.at(a.at()), places.at(b.at())));
    double end = Double.NEGATIVE_INFINITY;
    for (Tick tick : ordered) {
      double width = Type.width(tick.label(), Type.TICK);
      double room = right - left;
      double start =
          Math.clamp(places.at(tick.at()) - width / 2, left, Math.max(left, right - width));
      if (start < end + APART) continue;
      kept.add(flat(tick.label(), start, Item.Anchor.START, room));
      end = start + Math.min(width, room);
    }
    return kept;
  }

  private List<Item.Label> names(List<Tick> at) {
    double band = places.unit();
    double widest = at.stream().mapToDouble(t -> Type.width(t.label(), Type.TICK)).max().orElse(0);
    if (widest + APART <= band || widest <= 32) return thinned(at);
    if (band >= 19 && at.stream().allMatch(t -> slantedRoom(t) >= Math.min(widest, 48))) {
      return at.stream().map(this::slanted).toList();
    }
    int every = (int) Math.ceil(14 / band);
    List<Item.Label> kept = new ArrayList<>();
    for (int i = 0; i < at.size(); i += every) kept.add(upright(at.get(i)));
    return kept;
  }

  private Item.Label flat(String text, double x, Item.Anchor anchor, double room) {
    double baseline = TICK + GAP + Type.TICK * 0.8;
    return Type.fitted(text, x, baseline, room, Type.TICK, Colour.MUTED, anchor, 0);
  }

  private double slantedRoom(Tick tick) {
    return Math.min(LONGEST, (places.at(tick.at()) - left) / SLANT - Type.TICK);
  }

  private Item.Label slanted(Tick tick) {
    double x = places.at(tick.at()) + 4;
    double y = TICK + GAP + 3;
    return Type.fitted(
        tick.label(), x, y, slantedRoom(tick), Type.TICK, Colour.MUTED, Item.Anchor.END, -45);
  }

  private Item.Label upright(Tick tick) {
    double x = places.at(tick.at()) + Type.toBaseline(Type.TICK);
    return Type.fitted(
        tick.label(), x, TICK + GAP, LONGEST, Type.TICK, Colour.MUTED, Item.Anchor.END, -90);
  }

  List<Tick> ticks() {
    return ticks;
  }

  /** Pixels that it needs below the plot. */
  double height() {
    return labelsHeight() + (Type.withUnit(axis).isEmpty() ? 0 : LABEL);
  }

  private double labelsHeight() {
    double lowest =
        labels.stream().mapToDouble(l -> LabelBox.of(l).frame().bottom()).max().orElse(0);
    return Math.ceil(lowest);
  }

  /** Draws it below a plot that ends at {@code bottom}. */
  void draw(List<Item> items, double bottom) {
    if (axis.look() != Axis.Look.HIDDEN) {
      Stroke line = Stroke.of(Colour.MUTED).width(1);
      List<Item.Step> steps = new ArrayList<>();
      steps.add(new Item.Step.Move(places.from(), bottom));
      steps.add(new Item.Step.Line(places.to(), bottom));
      if (!(axis.scale() instanceof Scale.Categories)) {
        for (Tick tick : ticks) {
          steps.add(new Item.Step.Move(places.at(tick.at()), bottom));
          steps.add(new Item.Step.Line(places.at(tick.at()), bottom + TICK));
        }
      }
      items.add(new Item.Path(steps, null, line, ""));
    }
    for (Item.Label l : labels) {
      items.add(
          new Item.Label(
              l.x(),
              bottom + l.y(),
              l.text(),
              l.size(),
              l.bold(),
              l.colour(),
              l.anchor(),
              l.angle(),
              l.tooltip()));
    }
    String label = Type.withUnit(axis);
    if (label.isEmpty()) return;
    double middle = (places.from() + places.to()) / 2;
    double room = 2 * Math.min(middle - left, right - middle);
    double baseline = bottom + labelsHeight() + LABEL - 5;
    items.add(
        Type.fitted(label, middle, baseline, room, Type.AXIS, Colour.INK, Item.Anchor.MIDDLE, 0));
  }
}
