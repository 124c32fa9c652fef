package dev.sonde.figure.colour;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A path of colours from 0 to 1, even to the eye.
 *
 * @param colours at even steps from 0 to 1, 2 to 255 of them
 */
public record Gradient(List<Colour> colours) {

  /** For signed values: blue below, white at the middle, orange to red above. */
  public static final Gradient DIVERGING =
      through(
          0x14366f, 0x2f6fb5, 0x85b3dd, 0xd3e3f2, 0xfcfcfc, 0xfbdcc3, 0xf0a36a, 0xcf5a22, 0x7f1d0c);

  /** For amounts: dark violet over green to yellow (matplotlib's viridis, CC0). */
  public static final Gradient VIRIDIS =
      through(
          0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151,
          0xbddf26, 0xfde725);

  /** As viridis, the same to red-green-blind readers (Nuñez, Anderton and Renslow 2018). */
  public static final Gradient CIVIDIS =
      through(
          0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55,
          0xfee838);

  /** For counts on paper: white to dark blue, so that nothing has no ink. */
  public static final Gradient BLUES = through(0xfcfcfc, 0xd3e3f2, 0x85b3dd, 0x2f6fb5, 0x14366f);

  /** An odd number, so that a diverging scale has its middle. */
  private static final int STEPS = 255;

  public Gradient {
    colours = List.copyOf(colours);
    if (colours.size() < 2)
      throw new IllegalArgumentException("a gradient of fewer than 2 colours");
  }

  /** A gradient of 255 colours through even stops. */
  private static Gradient through(int... stops) {
    return new Gradient(IntStream.range(0, STEPS).mapToObj(i -> between(stops, i)).toList());
  }

  private static Colour between(int[] stops, int step) {
    double at = (double) step * (stops.length - 1) / (STEPS - 1);
    int low = Math.min((int) at, stops.length - 2);
    return Colour.rgb(stops[low]).mix(Colour.rgb(stops[low + 1]), at - low);
  }

  /** Which of the colours stands at {@code t}, clamped to 0..1. */
  public int index(double t) {
    return (int) Math.round(Math.clamp(t, 0, 1) * (colours.size() - 1));
  }

  /** The colour at {@code t}, clamped to 0..1. */
  public Colour at(double t) {
    return colours.get(index(t));
  }
}
