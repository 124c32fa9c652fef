package dev.sonde.checkpoint.gguf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A code book of ggml's IQ types, from {@code grids.txt} beside this class. All are unpacked when a
 * tensor of such a type is first read.
 */
final class Codebook {

  static final Codebook IQ2_XXS = new Codebook("iq2_xxs", 256, 8);
  static final Codebook IQ2_XS = new Codebook("iq2_xs", 512, 8);
  static final Codebook IQ2_S = new Codebook("iq2_s", 1024, 8);
  static final Codebook IQ3_XXS = new Codebook("iq3_xxs", 256, 4);
  static final Codebook IQ3_S = new Codebook("iq3_s", 512, 4);
  static final Codebook IQ1_S = new Codebook("iq1_s", 2048, 8);

  private final int width;
  private final float[] grid;

  private Codebook(String name, int entries, int width) {
    this.width = width;
    this.grid = read(name + " ", entries * width);
  }

  /** Numbers of one entry. */
  int width() {
    return width;
  }

  /** {@code [entries × width]}. Not to be changed. */
  float[] grid() {
    return grid;
  }

  private static float[] read(String heading, int count) {
    try (InputStream in = Codebook.class.getResourceAsStream("grids.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (!line.startsWith(heading)) line = Objects.requireNonNull(lines.readLine(), heading);
      String[] values = line.substring(heading.length()).split(" ", -1);
      return unpack(values, lines, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] unpack(String[] values, BufferedReader lines, int count)
      throws IOException {
    int bits = values.length > 4 ? 4 : 2;
    int mask = (1 << bits) - 1;
    float[] unpacked = new float[count];
    for (int done = 0; done < unpacked.length; ) {
      for (byte packed : HexFormat.of().parseHex(Objects.requireNonNull(lines.readLine()))) {
        for (int shift = 0; shift < 8; shift += bits) {
          unpacked[done++] = Float.parseFloat(values[packed >> shift & mask]);
        }
      }
    }
    return unpacked;
  }
}
