package dev.sonde.figure;

import java.util.List;

/** How far the marks of a panel reach along both axes. */
final class Extent {

  /** Reach along one axis; empty as long as {@code low > high}. */
  static final class Reach {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;

    /** The smallest value above zero: where a logarithmic axis may start. */
    double positive = Double.POSITIVE_INFINITY;

    /** Whether the marks themselves have an edge that the axis should end at. */
    boolean exact;

    /** Whether bars or areas stand on zero, so that the axis should start there. */
    boolean onZero;

    void include(double value) {
      if (!Double.isFinite(value)) return;
      low = Math.min(low, value);
      high = Math.max(high, value);
      if (value > 0) positive = Math.min(positive, value);
    }

    void include(Range range) {
      include(range.low());
      include(range.high());
    }
  }

  final Reach x = new Reach();
  final Reach y = new Reach();

  private Extent() {}

  static Extent of(List<Mark> marks) {
    Extent extent = new Extent();
    marks.forEach(extent::include);
    return extent;
  }

  private void include(Mark mark) {
    switch (mark) {
      case Mark.Line line -> line.points().forEach(this::include);
      case Mark.Area area -> {
        area.top().forEach(this::include);
        area.bottom().forEach(this::include);
        y.onZero |= area.bottom().stream().allMatch(p -> p.y() == 0);
      }
      case Mark.Bars bars -> {
        for (Mark.Bar bar : bars.bars()) {
          x.include(bar.x());
          y.include(bar.y());
          y.onZero |= bar.y().low() == 0;
          x.onZero |= bar.x().low() == 0 && bar.y().low() != 0;
        }
      }
      case Mark.Dots dots -> dots.dots().forEach(dot -> include(dot.at()));
      case Mark.Box box -> {
        Reach along = along(box.way());
        along.include(box.quartiles().low());
        along.include(box.quartiles().high());
        box.outliers().forEach(along::include);
        Reach across = box.way() == Mark.Way.UP ? x : y;
        across.include(box.at() - box.thickness() / 2);
        across.include(box.at() + box.thickness() / 2);
      }
      case Mark.Interval interval -> {
        along(interval.way()).include(interval.low());
        along(interval.way()).include(interval.high());
        (interval.way() == Mark.Way.UP ? x : y).include(interval.at());
      }
      case Mark.Image image -> {
        x.include(image.x());
        y.include(image.y());
        x.exact = true;
        y.exact = true;
      }
      case Mark.Photo photo -> {
        x.include(photo.x());
        y.include(photo.y());
      }
      case Mark.Rule rule -> (rule.way() == Mark.Way.UP ? x : y).include(rule.at());
      case Mark.Text text -> include(text.at());
    }
  }

  private Reach along(Mark.Way way) {
    return way == Mark.Way.UP ? y : x;
  }

  private void include(Mark.Point point) {
    if (!Double.isFinite(point.x()) || !Double.isFinite(point.y())) return;
    x.include(point.x());
    y.include(point.y());
  }
}
