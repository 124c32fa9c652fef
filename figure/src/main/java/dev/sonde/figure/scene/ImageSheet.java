package dev.sonde.figure.scene;

import java.util.Base64;

/**
 * Small pictures of one size on one large one, row after row: one PNG whatever their number.
 *
 * @param count how many
 * @param columns pictures per row
 * @param width of each, in pixels
 * @param height of each, in pixels
 * @param uri the whole as a {@code data:} address
 */
public record ImageSheet(int count, int columns, int width, int height, String uri) {

  /**
   * @param channels 1 for grey, 3 for red, green, blue
   * @param pixels [count × channels × height × width], 0 … 255 as unsigned bytes
   */
  public static ImageSheet of(int count, int channels, int height, int width, byte[] pixels) {
    if (count < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "%d pictures of %d channels: at least one, of 1 or 3".formatted(count, channels));
    }
    int area = Math.multiplyExact(height, width);
    if ((long) count * channels * area != pixels.length) {
      throw new IllegalArgumentException(
          "%d bytes are not %d pictures of %d × %d × %d"
              .formatted(pixels.length, count, channels, height, width));
    }
    int columns = (int) Math.ceil(Math.sqrt((double) count * height / width));
    int rows = (count + columns - 1) / columns;
    int across = Math.multiplyExact(columns, width);
    int[] rgb = new int[Math.multiplyExact(across, Math.multiplyExact(rows, height))];
    for (int i = 0; i < count; i++) {
      int corner = i / columns * height * across + i % columns * width;
      for (int p = 0; p < area; p++) {
        int colour = 0;
        for (int c = 0; c < 3; c++) {
          int channel = channels == 1 ? 0 : c;
          colour = (colour << 8) | (pixels[(i * channels + channel) * area + p] & 255);
        }
        rgb[corner + p / width * across + p % width] = colour;
      }
    }
    byte[] png = Png.of(across, rows * height, rgb, 96);
    return new ImageSheet(
        count,
        columns,
        width,
        height,
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }
}
