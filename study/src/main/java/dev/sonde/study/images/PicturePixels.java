package dev.sonde.study.images;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.study.images.ImageSettings.Colour;
import dev.sonde.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Pictures that are decoded when they are first looked at; up to a gigabyte of them is kept, so
 * that an epoch of training after the first decodes nothing.
 */
final class PicturePixels implements Pixels {
  private static final long KEPT = 1L << 30;

  /** Gives the bytes of one picture's file. */
  interface Files {
    byte[] read(int picture) throws IOException;
  }

  private final List<String> names;
  private final Files files;
  private final ImageSettings settings;
  private final Shape shape;
  private final AtomicReferenceArray<byte[]> decoded;
  private final AtomicLong kept = new AtomicLong();

  /** The first picture is decoded now: it says how large all are. */
  PicturePixels(List<String> names, Files files, ImageSettings settings) {
    this.names = names;
    this.files = files;
    this.settings = settings;
    decoded = new AtomicReferenceArray<>(names.size());
    Picture first = picture(0, null);
    shape = Shape.of(first.channels(), first.height(), first.width());
    keep(0, first.bytes());
  }

  @Override
  public int count() {
    return names.size();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public String name(int image) {
    return names.get(image);
  }

  @Override
  public void read(int image, float[] to, int at) {
    byte[] bytes = decoded.get(image);
    if (bytes == null) {
      bytes = picture(image, shape).bytes();
      keep(image, bytes);
    }
    for (int i = 0; i < bytes.length; i++) to[at + i] = (bytes[i] & 0xff) / 255f;
  }

  private void keep(int image, byte[] bytes) {
    if (kept.get() + bytes.length > KEPT) return;
    if (decoded.compareAndSet(image, null, bytes)) kept.addAndGet(bytes.length);
  }

  /**
   * @param wanted of the first picture, if this is another
   */
  private Picture picture(int image, @org.jspecify.annotations.Nullable Shape wanted) {
    String name = ImageFiles.printable(names.get(image));
    byte[] file;
    try {
      file = files.read(image);
    } catch (IOException | CheckpointException e) { // the latter of a damaged zip
      throw new ImageException(name + ": cannot be read: " + e.getMessage(), e);
    }
    Picture picture = Resampling.fit(coloured(Picture.decode(name, file), wanted), settings.fit());
    if (wanted == null) return picture;
    if (picture.channels() != wanted.extent(0)) {
      throw new ImageException(
              name
                  + ": is in colour, the first picture is grey; say which it shall be, rgb or grey")
          .mendedBy("colour");
    }
    if (picture.height() != wanted.extent(1) || picture.width() != wanted.extent(2)) {
      throw new ImageException(
              name
                  + ": is "
                  + picture.height()
                  + " × "
                  + picture.width()
                  + " (height × width), the first picture is "
                  + wanted.extent(1)
                  + " × "
                  + wanted.extent(2)
                  + "; say how to bring them to one size")
          .mendedBy("resize", "crop");
    }
    return picture;
  }

  private Picture coloured(Picture picture, @org.jspecify.annotations.Nullable Shape wanted) {
    Colour colour = settings.colour();
    if (colour == Colour.GREY) return picture.grey();
    boolean widen = colour == Colour.RGB || (wanted != null && wanted.extent(0) == 3);
    return widen ? picture.rgb() : picture;
  }
}
