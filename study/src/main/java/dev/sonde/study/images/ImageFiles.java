package dev.sonde.study.images;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds out what kind of images a file or folder holds, by content, and reads them. */
final class ImageFiles {
  /** Entries of a folder that are looked at before it is clear what it holds. */
  private static final int GLANCE = 4096;

  private ImageFiles() {}

  /** Images of one split; ALL if their file does not say. */
  record Part(Split split, Images images) {}

  static Images open(Path path, ImageSettings settings) {
    try {
      if (!Files.exists(path)) {
        throw new ImageException(
            path + ": there is no such file or folder; 'sonde data' lists what is found");
      }
      List<Part> parts = Files.isDirectory(path) ? folder(path, settings) : file(path, settings);
      return choose(path, parts, settings.split());
    } catch (CheckpointException e) { // of the zip and npy readers
      throw new ImageException(path + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ImageException(path + ": cannot be read: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new ImageException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Images choose(Path path, List<Part> parts, Split wanted) {
    List<Images> chosen = new ArrayList<>();
    for (Split split : List.of(Split.TRAIN, Split.TEST, Split.ALL)) {
      for (Part part : parts) {
        if (part.split() == split && (wanted == Split.ALL || wanted == split)) {
          chosen.add(part.images());
        }
      }
    }
    if (chosen.isEmpty()) {
      throw new ImageException(
          path
              + ": does not say which images are for "
              + (wanted == Split.TRAIN ? "training" : "testing")
              + " (a folder or file named train… or test… does)");
    }
    Images all = chosen.getFirst();
    for (Images more : chosen.subList(1, chosen.size())) all = all.and(more);
    return all;
  }

  /** A single file that is asked for by name: its own name says no more than it must. */
  private static List<Part> file(Path file, ImageSettings settings) throws IOException {
    Split split = Split.named(String.valueOf(file.getFileName()));
    Bytes bytes = Bytes.map(file);
    if (IdxFile.recognises(bytes)) return List.of(new Part(split, IdxImages.file(file)));
    if (PictureZip.recognises(bytes)) return PictureZip.read(file, bytes, settings);
    if (NpyImages.recognises(bytes)) {
      return List.of(new Part(split, NpyImages.read(file, settings)));
    }
    if (Picture.recognises(bytes)) {
      return List.of(new Part(split, PictureFolder.single(file, settings)));
    }
    if (Cifar10.recognises(bytes)) return List.of(new Part(split, Cifar10.read(file, bytes)));
    throw new ImageException(
        file
            + ": holds no images that Sonde knows: IDX (packed by gzip or not), CIFAR-10 binary,"
            + " .npy, PNG, JPEG, or a zip of PNG or JPEG pictures");
  }

  private static List<Part> folder(Path folder, ImageSettings settings) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path entry : entries(folder)) {
      if (Files.isRegularFile(entry)) files.add(entry);
    }
    List<Part> parts = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    List<Path> glanced = files.subList(0, Math.min(files.size(), GLANCE));
    List<Path> idx = recognised(glanced, IdxFile::recognises);
    List<Path> npy = recognised(glanced, NpyImages::recognises);
    List<Path> zips = recognised(glanced, PictureZip::recognises);
    List<Path> cifar = recognised(glanced, Cifar10::recognises);
    cifar.removeAll(idx);
    cifar.removeAll(npy);
    cifar.removeAll(zips);
    if (!idx.isEmpty()) {
      kinds.add("IDX files");
      parts.addAll(IdxImages.folder(folder, idx));
    }
    if (!cifar.isEmpty()) {
      kinds.add("CIFAR-10 binary files");
      if (parts.isEmpty()) parts.addAll(Cifar10.folder(folder, cifar));
    }
    if (npy.stream().anyMatch(file -> !NpyImages.isLabels(file))) {
      kinds.add(".npy files");
      if (parts.isEmpty()) parts.addAll(NpyImages.folder(folder, npy, settings));
    }
    if (!zips.isEmpty()) {
      kinds.add("zips");
      if (parts.isEmpty() && zips.size() == 1) parts.addAll(file(zips.getFirst(), settings));
      if (zips.size() > 1) kinds.add("several zips");
    }
    if (kinds.size() > 1) {
      throw new ImageException(
          folder
              + ": holds images of several kinds ("
              + String.join(", ", kinds)
              + "): name a file of it");
    }
    if (!parts.isEmpty()) return parts;
    List<Part> pictures = PictureFolder.read(folder, settings);
    if (!pictures.isEmpty()) return pictures;
    throw new ImageException(
        folder
            + ": holds no images that Sonde knows: IDX or CIFAR-10 binary files, .npy, or PNG and"
            + " JPEG pictures, in a folder per class or directly");
  }

  static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all = new ArrayList<>(entries.limit(Limits.IMAGES + 1L).toList());
      if (all.size() > Limits.IMAGES) {
        throw new ImageException(folder + ": more than " + Limits.IMAGES + " files");
      }
      all.removeIf(entry -> String.valueOf(entry.getFileName()).startsWith("."));
      all.sort(null);
      return all;
    }
  }

  private interface Recognition {
    boolean recognises(Bytes bytes);
  }

  private static List<Path> recognised(List<Path> files, Recognition kind) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files) if (kind.recognises(Bytes.map(file))) found.add(file);
    return found;
  }

  /** A name out of a file, safe to print. */
  static String printable(String name) {
    return Printable.of(name);
  }
}
