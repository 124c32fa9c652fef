package dev.sonde.figure.scene;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG (ISO/IEC 15948): no time, no random, so the same pixels give the same bytes; and
 * nothing of AWT, so an SVG with pictures needs none.
 */
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int TRUE_COLOUR = 2;
  private static final int INDEXED = 3;
  private static final int TRUE_COLOUR_ALPHA = 6;
  private static final byte FILTER_NONE = 0;
  private static final byte FILTER_UP = 2;

  private Png() {}

  static byte[] of(Pixels pixels) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    byte[] above = new byte[0];
    for (int y = 0; y < pixels.height(); y++) {
      byte[] row = pixels.row(y);
      boolean same = Arrays.equals(row, above); // then the difference is nothing at all
      rows.write(same ? FILTER_UP : FILTER_NONE);
      rows.writeBytes(same ? new byte[row.length] : row);
      above = row;
    }
    ByteBuffer palette = ByteBuffer.allocate(3 * pixels.palette().size());
    pixels
        .palette()
        .forEach(c -> palette.put((byte) c.red()).put((byte) c.green()).put((byte) c.blue()));
    return file(
        header(pixels.width(), pixels.height(), INDEXED),
        chunk("PLTE", palette.array()),
        chunk("IDAT", deflated(rows.toByteArray())));
  }

  /** {@code rgb} [height × width], {@code dpi} dots per inch on paper. */
  static byte[] of(int width, int height, int[] rgb, double dpi) {
    byte[] rows = new byte[height * (1 + 3 * width)];
    int to = 0;
    for (int y = 0; y < height; y++) {
      rows[to++] = FILTER_UP; // figures have many rows equal to the one above
      for (int x = 0; x < width; x++) {
        int here = rgb[y * width + x];
        int above = y == 0 ? 0 : rgb[(y - 1) * width + x];
        rows[to++] = (byte) ((here >> 16) - (above >> 16));
        rows[to++] = (byte) ((here >> 8) - (above >> 8));
        rows[to++] = (byte) (here - above);
      }
    }
    int perMetre = (int) Math.round(dpi / 0.0254);
    byte[] density = ByteBuffer.allocate(9).putInt(perMetre).putInt(perMetre).put((byte) 1).array();
    return file(
        header(width, height, TRUE_COLOUR), chunk("pHYs", density), chunk("IDAT", deflated(rows)));
  }

  /**
   * {@code argb} [height × width]. Five bits of each colour and of the opacity are kept: the eye
   * sees no difference in a line of a pixel's width, and half as many bytes are left.
   */
  static byte[] translucent(int width, int height, int[] argb) {
    byte[] rows = new byte[height * (1 + 4 * width)];
    int to = 0;
    for (int y = 0; y < height; y++) {
      rows[to++] = FILTER_NONE;
      for (int x = 0; x < width; x++) {
        int here = argb[y * width + x];
        int alpha = fewer(here >>> 24);
        rows[to++] = (byte) (alpha == 0 ? 0 : fewer(here >> 16 & 255));
        rows[to++] = (byte) (alpha == 0 ? 0 : fewer(here >> 8 & 255));
        rows[to++] = (byte) (alpha == 0 ? 0 : fewer(here & 255));
        rows[to++] = (byte) alpha;
      }
    }
    return file(header(width, height, TRUE_COLOUR_ALPHA), chunk("IDAT", deflated(rows)));
  }

  /** The nearest of 32 levels from 0 to 255. */
  private static int fewer(int level) {
    return Math.round(Math.round(level * 31 / 255f) * 255 / 31f);
  }

  private static byte[] header(int width, int height, int colours) {
    return chunk(
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) 8)
            .put((byte) colours)
            .array());
  }

  private static byte[] file(byte[]... chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    for (byte[] chunk : chunks) out.writeBytes(chunk);
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) check.getValue())
        .array();
  }

  static byte[] deflated(byte[] data) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] block = new byte[1 << 14];
      while (!deflater.finished()) out.write(block, 0, deflater.deflate(block));
      return out.toByteArray();
    }
  }
}
