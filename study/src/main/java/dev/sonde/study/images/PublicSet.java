package dev.sonde.study.images;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A public set of images. */
public enum PublicSet {
  /** Handwritten digits, 28 × 28, 60,000 and 10,000 (LeCun, Cortes, Burges). */
  MNIST("mnist"),
  /** Articles of clothing, of MNIST's form (Xiao, Rasul and Vollgraf 2017). */
  FASHION_MNIST("fashion-mnist"),
  /** Small photographs, 3 × 32 × 32, 50,000 and 10,000 (Krizhevsky 2009). */
  CIFAR10("cifar10");

  private final String name;

  PublicSet(String name) {
    this.name = name;
  }

  /** Where it may lie below a folder, the best form first. */
  List<String> paths() {
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

  /** Where its files are published, the likeliest first. */
  List<URI> mirrors() {
    return switch (this) {
      case MNIST ->
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));
      case FASHION_MNIST ->
          List.of(URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"));
      case CIFAR10 -> List.of(URI.create("https://www.cs.toronto.edu/~kriz/"));
    };
  }

  /** How to get it without Sonde, one line each. */
  public List<String> ways() {
    return switch (this) {
      case MNIST -> List.of("sonde data get mnist");
      case FASHION_MNIST ->
          List.of("sonde data get fashion-mnist", "apt-get install dataset-fashion-mnist (Debian)");
      case CIFAR10 -> List.of("sonde data get cifar10 (170 MB)");
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
