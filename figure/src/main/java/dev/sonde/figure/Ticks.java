package dev.sonde.figure;

import dev.sonde.figure.Axis.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Round values along an axis, with labels that tell neighbours apart. */
final class Ticks {

  private Ticks() {}

  /** About {@code wanted} ticks inside the limits, rather fewer than more. */
  static List<Tick> of(Scale scale, Range limits, NumberFormat format, int wanted) {
    return switch (scale) {
      case Scale.Linear ignored -> linear(limits, format, wanted);
      case Scale.Log ignored -> log(limits, format, wanted);
      case Scale.SymLog(double threshold, var ignored) -> symlog(limits, threshold, format, wanted);
      case Scale.Categories(var names) -> {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) ticks.add(new Tick(i, names.get(i)));
        yield ticks;
      }
    };
  }

  static List<Tick> linear(Range limits, NumberFormat format, int wanted) {
    double step = step((limits.high() - limits.low()) / Math.max(1, wanted));
    if (format == NumberFormat.WHOLE) step = Math.max(1, step);
    double top = Math.max(Math.abs(limits.low()), Math.abs(limits.high()));
    if (!(step > 8 * Math.ulp(top))) return List.of(); // too fine for doubles: no honest label
    double slack = 1e-9 * step;
    long first = (long) Math.ceil((limits.low() - slack) / step);
    long last = (long) Math.floor((limits.high() + slack) / step);
    List<Tick> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      double at = i * step;
      ticks.add(new Tick(at, Numbers.tick(at, step, top, format)));
    }
    return ticks;
  }

  /** The smallest of 1, 2, 5 × 10ⁿ that is at least {@code least}. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) return factor * power;
    }
    return 10 * power;
  }

  private static List<Tick> log(Range limits, NumberFormat format, int wanted) {
    double decades = Math.log10(limits.high() / limits.low());
    if (decades < 0.7) return linear(limits, format, wanted);
    List<Double> factors =
        decades * 3 <= wanted
            ? List.of(1.0, 2.0, 5.0)
            : decades * 2 <= wanted ? List.of(1.0, 3.0) : List.of(1.0);
    int stride = Math.max(1, (int) Math.ceil(decades / Math.max(1, wanted)));
    List<Tick> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(limits.low()));
    int last = (int) Math.ceil(Math.log10(limits.high()));
    for (int power = Math.floorDiv(first, stride) * stride; power <= last; power += stride) {
      for (double factor : factors) {
        double at = factor * Math.pow(10, power);
        if (inside(limits, at)) ticks.add(new Tick(at, alone(at, format)));
      }
    }
    return ticks;
  }

  private static List<Tick> symlog(
      Range limits, double threshold, NumberFormat format, int wanted) {
    double top = Math.max(Math.abs(limits.low()), Math.abs(limits.high()));
    if (top <= 3 * threshold) return linear(limits, format, wanted);
    int first = (int) Math.ceil(Math.log10(threshold) - 1e-9);
    int last = (int) Math.floor(Math.log10(top) + 1e-9);
    boolean bothSides = limits.low() < 0 && limits.high() > 0;
    int room = Math.max(1, bothSides ? wanted / 2 : wanted);
    int stride = Math.max(1, (last - first + room) / room);
    TreeSet<Double> places = new TreeSet<>(List.of(0.0));
    for (int power = last; power >= first; power -= stride) {
      places.add(Math.pow(10, power));
      places.add(-Math.pow(10, power));
    }
    return places.stream()
        .filter(at -> inside(limits, at))
        .map(at -> new Tick(at, alone(at, format)))
        .toList();
  }

  private static boolean inside(Range limits, double at) {
    double slack = 1e-9 * Math.abs(at);
    return limits.low() - slack <= at && at <= limits.high() + slack;
  }

  /** A label that needs no neighbour: on logarithmic axes each tick has its own digits. */
  private static String alone(double at, NumberFormat format) {
    double size = Math.abs(at);
    return size == 0
        ? Numbers.tick(0, 1, 1, format)
        : Numbers.tick(at, Math.pow(10, Math.floor(Math.log10(size) + 1e-9)), size, format);
  }
}
