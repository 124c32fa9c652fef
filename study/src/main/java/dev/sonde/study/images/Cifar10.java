package dev.sonde.study.images;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.study.images.ImageFiles.Part;
import dev.sonde.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CIFAR-10's binary form: records of one label byte and 3 × 32 × 32 pixel bytes (Krizhevsky 2009),
 * and nothing else in the file.
 */
final class Cifar10 {
  static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final Shape SHAPE = Shape.of(3, 32, 32);
  private static final int RECORD = 1 + 3 * 32 * 32;

  private Cifar10() {}

  /** Whether it is whole records, every one with a label from 0 to 9. */
  static boolean recognises(Bytes bytes) {
    long size = bytes.size();
    if (size == 0 || size % RECORD != 0 || size / RECORD > Limits.IMAGES) return false;
    for (long at = 0; at < size; at += RECORD) if (bytes.u8(at) > 9) return false;
    return true;
  }

  static Images read(Path file, Bytes bytes) {
    int count = (int) (bytes.size() / RECORD);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) labels[i] = bytes.u8((long) i * RECORD);
    String name = String.valueOf(file.getFileName());
    Pixels pixels = new BytePixels(name, bytes.segment(), 1, RECORD, count, SHAPE);
    return Images.of(pixels, labels, CLASSES, ImageSource.of(file));
  }

  static List<Part> folder(Path folder, List<Path> files) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Path file : files) {
      parts.add(
          new Part(Split.named(String.valueOf(file.getFileName())), read(file, Bytes.map(file))));
    }
    return parts;
  }
}
