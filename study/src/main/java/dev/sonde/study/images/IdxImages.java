package dev.sonde.study.images;

import dev.sonde.study.images.ImageFiles.Part;
import dev.sonde.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Images and labels out of IDX files, which are paired by name. */
final class IdxImages {
  private IdxImages() {}

  /** One file of images, with the labels that lie beside it, if they do. */
  static Images file(Path path) throws IOException {
    IdxFile images = IdxFile.read(path);
    if (images.isLabels()) {
      throw new ImageException(path + ": holds labels; name the file of images or the folder");
    }
    Path beside = labelsOf(path);
    return beside == null ? join(images, null) : join(images, IdxFile.read(beside));
  }

  /** {@code t10k-labels-idx1-ubyte.gz} beside {@code t10k-images-idx3-ubyte.gz}, packed or not. */
  private static @org.jspecify.annotations.Nullable Path labelsOf(Path images) {
    String name = String.valueOf(images.getFileName());
    String wanted = name.replace("images", "labels").replace("idx3", "idx1");
    if (wanted.equals(name)) return null;
    String bare = wanted.endsWith(".gz") ? wanted.substring(0, wanted.length() - 3) : wanted;
    for (String candidate : List.of(wanted, bare, bare + ".gz")) {
      Path beside = images.resolveSibling(candidate);
      if (Files.isRegularFile(beside)) return beside;
    }
    return null;
  }

  static List<Part> folder(Path folder, List<Path> files) throws IOException {
    List<Part> parts = new ArrayList<>();
    List<Path> seen = new ArrayList<>();
    for (Path file : files) {
      if (isLabels(file)) continue;
      String name = String.valueOf(file.getFileName());
      String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
      if (seen.contains(folder.resolve(bare))) continue; // the same, packed and unpacked
      seen.add(folder.resolve(bare));
      parts.add(new Part(Split.named(name), file(file)));
    }
    if (parts.isEmpty()) {
      throw new ImageException(folder + ": holds IDX files of labels, but none of images");
    }
    return parts;
  }

  private static boolean isLabels(Path file) throws IOException {
    // The header alone would do; labels are small, and images are read anyway.
    String name = String.valueOf(file.getFileName());
    return name.contains("labels") || name.contains("idx1") || IdxFile.read(file).isLabels();
  }

  private static Images join(IdxFile images, @org.jspecify.annotations.Nullable IdxFile labels) {
    long[] e = images.extents();
    Shape shape =
        switch (e.length) {
          case 3 -> Shape.of(1, e[1], e[2]);
          case 4 -> Shape.of(e[1], e[2], e[3]);
          default ->
              throw new ImageException(
                  images.path() + ": has " + e.length + " axes, images have 3 or 4");
        };
    String name = String.valueOf(images.path().getFileName());
    Pixels pixels =
        new BytePixels(name, images.elements(), 0, shape.count(), images.count(), shape);
    if (labels == null) {
      int[] none = new int[images.count()];
      Arrays.fill(none, Images.UNLABELLED);
      return Images.of(pixels, none, List.of(), ImageSource.of(images.path()));
    }
    if (!labels.isLabels() || labels.count() != images.count()) {
      throw new ImageException(
          labels.path()
              + ": holds "
              + labels.count()
              + " labels, "
              + images.path()
              + " holds "
              + images.count()
              + " images");
    }
    int[] classes = new int[images.count()];
    int most = 0;
    for (int i = 0; i < classes.length; i++) {
      classes[i] = labels.elements().get(ValueLayout.JAVA_BYTE, i) & 0xff;
      most = Math.max(most, classes[i]);
    }
    List<String> names =
        KnownFile.of(images.sha256())
            .map(KnownFile::classes)
            .orElse(IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList());
    if (most >= names.size()) {
      throw new ImageException(
          labels.path() + ": has the label " + most + ", classes are " + names);
    }
    return Images.of(
        pixels,
        classes,
        names,
        ImageSource.of(images.path(), List.of(images.path(), labels.path())));
  }
}
