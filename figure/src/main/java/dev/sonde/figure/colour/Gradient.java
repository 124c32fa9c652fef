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
          0x1b3d77, 0x3a79c0, 0x8ab8e2, 0xd4e4f3, 0xfcfcfc, 0xfadbc2, 0xeb9f66, 0xc24e10, 0x771403);

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
  public static final Gradient BLUES = through(0xfcfcfc, 0xd4e4f3, 0x8ab8e2, 0x3a79c0, 0x1b3d77);

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
