package dev.sonde.study.images;

import dev.sonde.checkpoint.reader.Bytes;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A decoded PNG or JPEG: bytes {@code [channels × height × width]}, grey (1) or sRGB (3). What is
 * transparent is shown on white.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Picture(int channels, int height, int width, byte[] bytes) {
  /** Whether it starts as a PNG or JPEG does. */
  static boolean recognises(Bytes bytes) {
    return bytes.startsWith(0, (byte) 0xff, (byte) 0xd8, (byte) 0xff)
        || bytes.startsWith(
            0, (byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G', (byte) 13, (byte) 10);
  }

  /** Whether a file's name is that of a picture; what it holds is seen when it is decoded. */
  static boolean isNamed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".png") || lower.endsWith(".jpg") || lower.endsWith(".jpeg");
  }

  /**
   * Decodes a file.
   *
   * @param name stands in messages
   * @throws ImageException if it is no PNG or JPEG, damaged, or too large
   */
  static Picture decode(String name, byte[] file) {
    if (!recognises(Bytes.of(name, file))) {
      throw new ImageException(name + ": is neither PNG nor JPEG");
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) throw new ImageException(name + ": nobody can decode it");
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        requireSensible(name, reader.getWidth(0), reader.getHeight(0));
        return of(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (ImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the decoders throw what comes on damaged files
      throw new ImageException(
          name
              + ": damaged, or of a kind that Java cannot decode (such as CMYK): "
              + e.getMessage(),
          e);
    }
  }

  private static void requireSensible(String name, int width, int height) {
    boolean fits =
        width >= 1
            && height >= 1
            && width <= Limits.SIDE
            && height <= Limits.SIDE
            && (long) width * height <= Limits.PIXELS;
    if (fits) return;
    throw new ImageException(
        name + ": a picture of " + width + " × " + height + " pixels is too large");
  }

  private static Picture of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    boolean grey = image.getColorModel().getNumComponents() == 1 && raster.getNumBands() == 1;
    boolean indexed = image.getColorModel() instanceof java.awt.image.IndexColorModel;
    if (grey && !indexed) return new Picture(1, height, width, grey(raster, width, height));
    byte[] bytes = new byte[3 * width * height];
    int[] row = new int[width];
    int plane = width * height;
    boolean onlyGrey = indexed;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int alpha = row[x] >>> 24;
        for (int c = 0; c < 3; c++) {
          int value = row[x] >> (16 - 8 * c) & 0xff;
          int shown = alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
          bytes[c * plane + y * width + x] = (byte) shown;
        }
        int at = y * width + x;
        onlyGrey &= bytes[at] == bytes[plane + at] && bytes[at] == bytes[2 * plane + at];
      }
    }
    // A palette of greys is how small tools write grey pictures.
    if (onlyGrey) return new Picture(1, height, width, java.util.Arrays.copyOf(bytes, plane));
    return new Picture(3, height, width, bytes);
  }

  /** The samples themselves: Java's own conversion to sRGB would change them. */
  private static byte[] grey(Raster raster, int width, int height) {
    int bits = raster.getSampleModel().getSampleSize(0);
    double scale = 255.0 / ((1 << bits) - 1);
    byte[] bytes = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        bytes[y * width + x] = (byte) (bits == 8 ? row[x] : (int) Math.round(row[x] * scale));
      }
    }
    return bytes;
  }

  /** With three channels: grey ones three times. */
  Picture rgb() {
    if (channels == 3) return this;
    byte[] all = new byte[3 * bytes.length];
    for (int c = 0; c < 3; c++) System.arraycopy(bytes, 0, all, c * bytes.length, bytes.length);
    return new Picture(3, height, width, all);
  }

  /** With one channel: ITU-R BT.601 luma, as Pillow's {@code convert("L")}. */
  Picture grey() {
    if (channels == 1) return this;
    int plane = width * height;
    byte[] luma = new byte[plane];
    for (int i = 0; i < plane; i++) {
      int r = bytes[i] & 0xff;
      int g = bytes[plane + i] & 0xff;
      int b = bytes[2 * plane + i] & 0xff;
      luma[i] = (byte) ((r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16);
    }
    return new Picture(1, height, width, luma);
  }
}
