package dev.sonde.study.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Public image sets by name, and where they may lie: in folders that are named, in {@code data} and
 * {@code ../shared/data}, and where Debian puts its packages.
 *
 * @param folders searched in order
 */
public record PublicSets(List<Path> folders) {
  private static final List<Path> USUAL =
      List.of(Path.of("data"), Path.of("..", "shared", "data"), Path.of("/usr/share/datasets"));

  public PublicSets {
    folders = List.copyOf(folders);
  }

  /** The usual places, after those that are named. */
  public static PublicSets of(List<Path> named) {
    List<Path> all = new ArrayList<>(named);
    all.addAll(USUAL);
    return new PublicSets(all);
  }

  /** Where a set lies; empty if it is not there. */
  public Optional<Path> find(PublicSet set) {
    for (Path folder : folders) {
      for (String path : set.paths()) {
        Path candidate = folder.resolve(path);
        if (Files.exists(candidate)) return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * A set that lies somewhere.
   *
   * @param name of the public set, or the path that was asked for
   * @param train training images; 0 if the set does not say which
   * @param test test images, likewise
   * @param all images
   * @param shape {@code [channels, height, width]}
   * @param checked files known by their content, and what they are
   * @param unknown files whose content is not that of any known file; {@code sha256} says what it
   *     is
   * @param sha256 of all files; see {@link ImageSource#sha256}
   */
  public record Found(
      String name,
      String path,
      int train,
      int test,
      int all,
      List<Long> shape,
      List<String> classes,
      List<String> checked,
      List<String> unknown,
      String sha256) {}

  /** The public sets that are found, each where it is found first. */
  public List<Found> found() {
    List<Found> all = new ArrayList<>();
    for (PublicSet set : PublicSet.values()) {
      find(set).ifPresent(path -> all.add(describe(set.toString(), path)));
    }
    return all;
  }

  /**
   * What a file or folder holds.
   *
   * @throws ImageException if it holds no images, or damaged ones
   */
  public static Found describe(String name, Path path) {
    Images all = Images.open(path);
    List<String> checked = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<Path> files = all.source().files().stream().distinct().toList();
    if (files.size() <= FEW) {
      for (Path file : files) {
        KnownFile.of(ImageSource.contentSha256(file))
            .ifPresentOrElse(
                known -> checked.add(file.getFileName() + " of " + known.set()),
                () -> unknown.add(String.valueOf(file.getFileName())));
      }
    }
    return new Found(
        name,
        path.toString(),
        size(path, Split.TRAIN),
        size(path, Split.TEST),
        all.size(),
        java.util.Arrays.stream(all.shape().toArray()).boxed().toList(),
        all.classes(),
        List.copyOf(checked),
        List.copyOf(unknown),
        new ImageSource(path.toString(), files, all.source().made()).sha256());
  }

  /** Of folders with more files than this only the digest of all is told. */
  private static final int FEW = 16;

  private static int size(Path path, Split split) {
    try {
      return Images.open(path, ImageSettings.defaults().split(split)).size();
    } catch (ImageException e) {
      return 0; // it does not say
    }
  }

  /** The public sets that are not found. */
  public List<PublicSet> missing() {
    return java.util.Arrays.stream(PublicSet.values()).filter(s -> find(s).isEmpty()).toList();
  }
}
