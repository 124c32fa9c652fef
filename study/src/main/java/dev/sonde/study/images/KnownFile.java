package dev.sonde.study.images;

import java.util.List;
import java.util.Optional;

/**
 * Files of public image sets, known by SHA-256 without gzip: whoever packed them, the content is
 * the same.
 *
 * @param set its name in {@link PublicSets}
 * @param file as it is published, without {@code .gz}
 * @param classes names of the set's classes
 */
record KnownFile(String set, String file, String sha256, List<String> classes) {
  static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  /** Xiao, Rasul and Vollgraf 2017. */
  static final List<String> FASHION =
      List.of(
          "T-shirt/top",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");

  /** MNIST's as published by LeCun, Fashion-MNIST's as in Debian's signed package. */
  private static final List<KnownFile> ALL =
      List.of(
          new KnownFile(
              "mnist",
              "train-images-idx3-ubyte",
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              DIGITS),
          new KnownFile(
              "mnist",
              "train-labels-idx1-ubyte",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              DIGITS),
          new KnownFile(
              "mnist",
              "t10k-images-idx3-ubyte",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              DIGITS),
          new KnownFile(
              "mnist",
              "t10k-labels-idx1-ubyte",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
              DIGITS),
          new KnownFile(
              "fashion-mnist",
              "train-images-idx3-ubyte",
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              FASHION),
          new KnownFile(
              "fashion-mnist",
              "train-labels-idx1-ubyte",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
              FASHION),
          new KnownFile(
              "fashion-mnist",
              "t10k-images-idx3-ubyte",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              FASHION),
          new KnownFile(
              "fashion-mnist",
              "t10k-labels-idx1-ubyte",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
              FASHION));

  /** The file with that content, if it is one of them. */
  static Optional<KnownFile> of(String sha256) {
    return ALL.stream().filter(known -> known.sha256().equals(sha256)).findFirst();
  }

  /** The files of a set. */
  static List<KnownFile> in(String set) {
    return ALL.stream().filter(known -> known.set().equals(set)).toList();
  }
}
