package dev.sonde.figure;

import java.util.List;

/**
 * An axis: what it measures, in which unit, on which scale.
 *
 * @param label what is measured, or empty
 * @param unit its unit, or empty where it has none
 * @param scale how values become places
 * @param format how its numbers are written
 * @param ticks labelled places; empty for automatic ones
 * @param look how much of it is drawn
 * @param reversed whether values grow the other way (rows of a matrix grow downwards)
 */
public record Axis(
    String label,
    String unit,
    Scale scale,
    NumberFormat format,
    List<Tick> ticks,
    Look look,
    boolean reversed) {

  /** How much of an axis is drawn. */
  public enum Look {
    /** Ticks, labels and grid lines. */
    GRID,
    /** Ticks and labels. */
    PLAIN,
    /** Nothing. */
    HIDDEN
  }

  /** A labelled place on an axis. */
  public record Tick(double at, String label) {}

  public Axis {
    ticks = List.copyOf(ticks);
  }

  private static Axis of(String label, Scale scale) {
    return new Axis(label, "", scale, NumberFormat.PLAIN, List.of(), Look.GRID, false);
  }

  public static Axis linear(String label) {
    return of(label, new Scale.Linear(null));
  }

  public static Axis linear(String label, double low, double high) {
    return of(label, new Scale.Linear(Range.of(low, high)));
  }

  public static Axis log(String label) {
    return of(label, new Scale.Log(null));
  }

  public static Axis log(String label, double low, double high) {
    return of(label, new Scale.Log(Range.of(low, high)));
  }

  public static Axis symlog(String label, double threshold) {
    return of(label, new Scale.SymLog(threshold, null));
  }

  public static Axis categories(String label, List<String> names) {
    return of(label, new Scale.Categories(names)).look(Look.PLAIN);
  }

  public static Axis hidden() {
    return of("", new Scale.Linear(null)).look(Look.HIDDEN);
  }

  public Axis unit(String name) {
    return new Axis(label, name, scale, format, ticks, look, reversed);
  }

  public Axis format(NumberFormat numbers) {
    return new Axis(label, unit, scale, numbers, ticks, look, reversed);
  }

  public Axis ticks(List<Tick> places) {
    return new Axis(label, unit, scale, format, places, look, reversed);
  }

  public Axis look(Look drawn) {
    return new Axis(label, unit, scale, format, ticks, drawn, reversed);
  }

  public Axis reverse() {
    return new Axis(label, unit, scale, format, ticks, look, !reversed);
  }
}
