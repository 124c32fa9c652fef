package dev.sonde.study.images;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.study.images.ImageFiles.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Pictures in folders: one per class, in {@code train} and {@code test} or not; or directly. */
final class PictureFolder {
  private static final int DEPTH = 6;

  private PictureFolder() {}

  static List<Part> read(Path folder, ImageSettings settings) throws IOException {
    List<Path> files = files(folder);
    if (files.isEmpty()) return List.of();
    List<String> paths =
        files.stream().map(f -> folder.relativize(f).toString().replace('\\', '/')).toList();
    return PictureFiles.sort(
        paths,
        ImageSource.of(folder, files),
        (names, indices) ->
            new PicturePixels(names, i -> bytes(files.get(indices.get(i))), settings));
  }

  /** One picture, without a class. */
  static Images single(Path file, ImageSettings settings) {
    String name = String.valueOf(file.getFileName());
    Pixels pixels = new PicturePixels(List.of(name), _ -> bytes(file), settings);
    int[] labels = {Images.UNLABELLED};
    return Images.of(pixels, labels, List.of(), ImageSource.of(file));
  }

  /** All pictures below; links to folders are not followed. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
      Path[] all = walk.limit(Limits.IMAGES + 1L).toArray(Path[]::new);
      if (all.length > Limits.IMAGES) {
        throw new ImageException(folder + ": more than " + Limits.IMAGES + " files");
      }
      return Arrays.stream(all).filter(file -> isPicture(folder, file)).sorted().toList();
    }
  }

  private static boolean isPicture(Path folder, Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.startsWith(".") && !file.equals(folder)) return false;
    if (!Files.isRegularFile(file)) return false;
    if (Picture.isNamed(name)) return true;
    if (name.contains(".")) return false; // another kind of file, by its own word
    try {
      return Picture.recognises(Bytes.map(file));
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    long size = Files.size(file);
    if (size > Limits.PICTURE) {
      throw new ImageException(file + ": " + size + " bytes are too many for one picture");
    }
    return Files.readAllBytes(file);
  }
}
