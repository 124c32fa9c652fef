package dev.sonde.study.images;

import dev.sonde.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Images as unsigned bytes at equal distances; 0 to 255 becomes 0 to 1.
 *
 * @param offset of the first image's first pixel
 * @param stride bytes from one image to the next
 */
record BytePixels(
    String file, MemorySegment bytes, long offset, long stride, int count, Shape shape)
    implements Pixels {
  @Override
  public void read(int image, float[] to, int at) {
    long from = offset + stride * image;
    int length = Math.toIntExact(shape.count());
    for (int i = 0; i < length; i++) {
      to[at + i] = (bytes.get(ValueLayout.JAVA_BYTE, from + i) & 0xff) / 255f;
    }
  }

  @Override
  public String name(int image) {
    return file + "[" + image + "]";
  }
}
