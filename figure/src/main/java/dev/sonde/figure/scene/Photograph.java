package dev.sonde.figure.scene;

import dev.sonde.figure.colour.Colour;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Photographs as {@link Pixels}: with fewer bits a colour where they have more than 256. */
public final class Photograph {
  private Photograph() {}

  /**
   * @param channels 1 for grey, 3 for red, green, blue
   * @param values [channels × height × width], 0 … 1; what lies outside is cut off, NaN is black
   */
  public static Pixels of(int channels, int height, int width, float[] values) {
    int area = Math.multiplyExact(height, width);
    if ((channels != 1 && channels != 3) || values.length != channels * area) {
      throw new IllegalArgumentException(
          "%d values are no picture of %d × %d × %d"
              .formatted(values.length, channels, height, width));
    }
    for (int bits = 8; ; bits--) {
      Map<Integer, Integer> index = new LinkedHashMap<>();
      byte[] pixels = new byte[area];
      boolean fits = true;
      for (int p = 0; p < area && fits; p++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          rgb = (rgb << 8) | reduced(values[(channels == 1 ? 0 : c) * area + p], bits);
        }
        int at = index.computeIfAbsent(rgb, _ -> index.size());
        fits = at < 256;
        pixels[p] = (byte) at;
      }
      if (!fits) continue; // at two bits there are 64 colours
      List<Colour> palette = new ArrayList<>();
      index.keySet().forEach(rgb -> palette.add(Colour.rgb(rgb)));
      return Pixels.of(width, height, pixels, palette);
    }
  }

  /** The nearest of 2^bits equally spaced levels from 0 to 255. */
  private static int reduced(float value, int bits) {
    float share = value > 0 ? Math.min(1, value) : 0;
    int levels = (1 << bits) - 1;
    return Math.round(Math.round(share * levels) * 255f / levels);
  }
}
