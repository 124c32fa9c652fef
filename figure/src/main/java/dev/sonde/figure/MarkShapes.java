package dev.sonde.figure;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.scene.Frame;
import dev.sonde.figure.scene.Item;
import dev.sonde.figure.scene.Pixels;
import java.util.ArrayList;
import java.util.List;

/** Marks as shapes in pixels; words are placed by {@link PanelWords}. */
final class MarkShapes {

  /** Pictures get two dots per pixel, for sharp screens. */
  private static final double DOTS = 2;

  private static final double CAP = 3.5;

  private final Projection x;
  private final Projection y;
  private final List<Item> items = new ArrayList<>();

  MarkShapes(Projection x, Projection y) {
    this.x = x;
    this.y = y;
  }

  List<Item> items() {
    return items;
  }

  void draw(Mark mark) {
    switch (mark) {
      case Mark.Line line -> LineShapes.line(line, x, y, items);
      case Mark.Area area -> LineShapes.area(area, x, y, items);
      case Mark.Bars bars -> bars(bars);
      case Mark.Dots dots -> dots.dots().forEach(this::dot);
      case Mark.Box box -> box(box);
      case Mark.Interval interval -> interval(interval);
      case Mark.Image image -> image(image);
      case Mark.Photo photo -> photo(photo);
      case Mark.Rule rule -> rule(rule);
      case Mark.Text ignored -> {}
    }
  }

  private void bars(Mark.Bars bars) {
    List<Item.Step> plain = new ArrayList<>();
    for (Mark.Bar bar : bars.bars()) {
      Frame f = frame(bar.x(), bar.y());
      if (Double.isNaN(f.width() + f.height())) continue;
      if (!bar.tooltip().isEmpty()) {
        items.add(new Item.Box(f, bars.fill(), bar.tooltip()));
        continue;
      }
      plain.add(new Item.Step.Move(f.x(), f.y()));
      plain.add(new Item.Step.Line(f.right(), f.y()));
      plain.add(new Item.Step.Line(f.right(), f.bottom()));
      plain.add(new Item.Step.Line(f.x(), f.bottom()));
      plain.add(new Item.Step.Close());
    }
    if (!plain.isEmpty()) items.add(new Item.Path(plain, bars.fill(), null, ""));
  }

  private Frame frame(Range along, Range up) {
    double x1 = x.foot(along.low());
    double x2 = x.foot(along.high());
    double y1 = y.foot(up.low());
    double y2 = y.foot(up.high());
    return new Frame(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1));
  }

  private void dot(Mark.Dot dot) {
    double px = x.at(dot.at().x());
    double py = y.at(dot.at().y());
    if (Double.isNaN(px) || Double.isNaN(py)) return;
    items.add(Symbols.item(dot.symbol(), px, py, dot.size(), dot.fill(), dot.tooltip()));
  }

  private void box(Mark.Box box) {
    Mark.Quartiles q = box.quartiles();
    Stroke line = Stroke.of(box.colour()).width(1.2);
    double half = box.thickness() / 2;
    Range across = Range.of(box.at() - half, box.at() + half);
    boolean up = box.way() == Mark.Way.UP;
    List<Item.Step> whiskers = new ArrayList<>();
    segment(whiskers, up, box.at(), q.low(), box.at(), q.first());
    segment(whiskers, up, box.at(), q.third(), box.at(), q.high());
    segment(whiskers, up, box.at() - half / 2, q.low(), box.at() + half / 2, q.low());
    segment(whiskers, up, box.at() - half / 2, q.high(), box.at() + half / 2, q.high());
    items.add(new Item.Path(whiskers, null, line, box.tooltip()));
    Range middle = Range.of(q.first(), q.third());
    Frame f = up ? frame(across, middle) : frame(middle, across);
    List<Item.Step> around =
        List.of(
            new Item.Step.Move(f.x(), f.y()),
            new Item.Step.Line(f.right(), f.y()),
            new Item.Step.Line(f.right(), f.bottom()),
            new Item.Step.Line(f.x(), f.bottom()),
            new Item.Step.Close());
    items.add(new Item.Path(around, Fill.of(box.colour()).opacity(0.28), line, box.tooltip()));
    List<Item.Step> median = new ArrayList<>();
    segment(median, up, box.at() - half, q.median(), box.at() + half, q.median());
    items.add(new Item.Path(median, null, line.width(2.4), box.tooltip()));
    for (double outlier : box.outliers()) {
      dot(
          new Mark.Dot(
              up ? new Mark.Point(box.at(), outlier) : new Mark.Point(outlier, box.at()),
              Symbol.RING,
              4.5,
              Fill.of(box.colour()),
              Numbers.of(outlier)));
    }
  }

  private void interval(Mark.Interval mark) {
    boolean up = mark.way() == Mark.Way.UP;
    List<Item.Step> steps = new ArrayList<>();
    segment(steps, up, mark.at(), mark.low(), mark.at(), mark.high());
    for (double end : new double[] {mark.low(), mark.high()}) {
      double px = up ? x.at(mark.at()) : x.at(end);
      double py = up ? y.at(end) : y.at(mark.at());
      if (Double.isNaN(px) || Double.isNaN(py)) continue;
      steps.add(new Item.Step.Move(px - (up ? CAP : 0), py - (up ? 0 : CAP)));
      steps.add(new Item.Step.Line(px + (up ? CAP : 0), py + (up ? 0 : CAP)));
    }
    if (!steps.isEmpty()) items.add(new Item.Path(steps, null, mark.stroke(), ""));
  }

  /** A line between two places, given across and along the way of a mark. */
  private void segment(
      List<Item.Step> steps,
      boolean up,
      double across1,
      double along1,
      double across2,
      double along2) {
    double x1 = x.foot(up ? across1 : along1);
    double y1 = y.foot(up ? along1 : across1);
    double x2 = x.foot(up ? across2 : along2);
    double y2 = y.foot(up ? along2 : across2);
    if (Double.isNaN(x1 + y1 + x2 + y2)) return;
    steps.add(new Item.Step.Move(x1, y1));
    steps.add(new Item.Step.Line(x2, y2));
  }

  private void image(Mark.Image image) {
    Frame f = frame(image.x(), image.y());
    boolean flippedX = x.at(image.x().low()) > x.at(image.x().high());
    boolean flippedY = y.at(image.y().low()) > y.at(image.y().high());
    int across = (int) Math.ceil(f.width() * DOTS);
    int down = (int) Math.ceil(f.height() * DOTS);
    Pixels pixels = CellPixels.of(image.cells(), image.colours(), across, down, flippedX, flippedY);
    items.add(
        new Item.Picture(
            f, pixels.enlarged(repeats(across, pixels.width()), repeats(down, pixels.height()))));
  }

  private void photo(Mark.Photo photo) {
    Frame f = frame(photo.x(), photo.y());
    int across = (int) Math.ceil(f.width() * DOTS);
    int down = (int) Math.ceil(f.height() * DOTS);
    Pixels pixels = photo.pixels();
    items.add(
        new Item.Picture(
            f, pixels.enlarged(repeats(across, pixels.width()), repeats(down, pixels.height()))));
  }

  /**
   * How often a pixel is repeated so that the cell keeps sharp edges in viewers that smooth every
   * picture. Repeated pixels cost next to nothing; many small cells look sharp without.
   */
  private static int repeats(int dots, int cells) {
    return cells > 256 ? 1 : Math.clamp(dots / cells, 1, 32);
  }

  private void rule(Mark.Rule rule) {
    boolean up = rule.way() == Mark.Way.UP;
    double at = up ? x.at(rule.at()) : y.at(rule.at());
    if (Double.isNaN(at)) return;
    List<Item.Step> steps =
        up
            ? List.of(new Item.Step.Move(at, y.from()), new Item.Step.Line(at, y.to()))
            : List.of(new Item.Step.Move(x.from(), at), new Item.Step.Line(x.to(), at));
    items.add(new Item.Path(steps, null, rule.stroke(), rule.label()));
  }

  static Stroke grid() {
    return Stroke.of(Colour.GRID).width(1);
  }
}
