package dev.sonde.figure.scene;

import dev.sonde.figure.colour.Colour;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A picture of at most 256 colours: per pixel the index of its colour, row by row from the top. */
public final class Pixels {

  private final int width;
  private final int height;
  private final byte[] indices;
  private final List<Colour> palette;

  private Pixels(int width, int height, byte[] indices, List<Colour> palette) {
    this.width = width;
    this.height = height;
    this.indices = indices;
    this.palette = palette;
  }

  /**
   * Copies {@code indices} [height × width].
   *
   * @throws IllegalArgumentException if their number is wrong or one has no colour
   */
  public static Pixels of(int width, int height, byte[] indices, List<Colour> palette) {
    if (width < 1 || height < 1 || (long) width * height != indices.length) {
      throw new IllegalArgumentException(indices.length + " pixels for " + width + " × " + height);
    }
    if (palette.isEmpty() || palette.size() > 256) {
      throw new IllegalArgumentException("a palette of " + palette.size() + " colours");
    }
    for (byte index : indices) Objects.checkIndex(index & 255, palette.size());
    return new Pixels(width, height, indices.clone(), List.copyOf(palette));
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public List<Colour> palette() {
    return palette;
  }

  public Colour at(int x, int y) {
    return palette.get(
        indices[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)] & 255);
  }

  /** Each pixel as {@code across} × {@code down} equal ones. */
  public Pixels enlarged(int across, int down) {
    if (across == 1 && down == 1) return this;
    int w = Math.multiplyExact(width, across);
    byte[] larger = new byte[Math.multiplyExact(w, Math.multiplyExact(height, down))];
    for (int i = 0; i < larger.length; i++) {
      larger[i] = indices[i / w / down * width + i % w / across];
    }
    return new Pixels(w, height * down, larger, palette);
  }

  /** A copy of one row's indices. */
  byte[] row(int y) {
    return Arrays.copyOfRange(indices, y * width, (y + 1) * width);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels that
        && width == that.width
        && height == that.height
        && palette.equals(that.palette)
        && Arrays.equals(indices, that.indices);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(indices) + width;
  }

  @Override
  public String toString() {
    return width + " × " + height + " pixels";
  }
}
