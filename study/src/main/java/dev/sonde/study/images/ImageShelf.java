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
public record ImageShelf(List<Path> folders) {
  private static final List<Path> USUAL =
      List.of(Path.of("data"), Path.of("..", "shared", "data"), Path.of("/usr/share/datasets"));

  public ImageShelf {
    folders = List.copyOf(folders);
  }

  /** The usual places, after those that are named. */
  public static ImageShelf of(List<Path> named) {
    List<Path> all = new ArrayList<>(named);
    all.addAll(USUAL);
    return new ImageShelf(all);
  }

  /** A public set of images. */
  public enum PublicSet {
    MNIST("mnist"),
    FASHION_MNIST("fashion-mnist"),
    CIFAR10("cifar10");

    private final String name;

    PublicSet(String name) {
      this.name = name;
    }

    /** Where it may lie below a folder, the best form first. */
    private List<String> paths() {
      return switch (this) {
        case MNIST -> List.of("mnist", "MNIST/raw");
        case FASHION_MNIST -> List.of("fashion-mnist", "FashionMNIST/raw");
        case CIFAR10 ->
            List.of(
                "cifar-10-batches-bin",
                "cifar10/cifar-10-batches-bin",
                "cifar10/cifar-10-jpeg.zip",
                "cifar10");
      };
    }

    /** The set called that; empty if none is. */
    public static Optional<PublicSet> named(String name) {
      for (PublicSet set : values()) if (set.name.equals(name)) return Optional.of(set);
      return Optional.empty();
    }

    @Override
    public String toString() {
      return name;
    }
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
}
