package dev.sonde.study.images;

import dev.sonde.study.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images to train on and images to judge by, and how a trial in another process gets the same.
 *
 * @param name what was asked for: {@code synthetic-grey}, {@code mnist}, a path
 * @param digest SHA-256 of their source
 */
public record ImageData(String name, Images train, Images test, String digest) {
  /** Generated grey images of 28 × 28. */
  public static final String GREY = "synthetic-grey";

  /** Generated coloured images of 32 × 32. */
  public static final String COLOURED = "synthetic-coloured";

  /**
   * What to take.
   *
   * @param name {@code synthetic-grey}, {@code synthetic-coloured}, a public set that {@link
   *     ImageShelf} finds, or the path of a set that is split into training and test images
   * @param train the first so many training images of a drawing by {@code seed}; 0: all
   * @param test test images, likewise
   */
  public record Choice(String name, int train, int test, long seed) {
    public Choice {
      if (train < 0 || test < 0) throw new ImageException("numbers of images: 0 (all) or more");
    }

    /** From settings of a trial; see {@link #asMap}. */
    public static Choice of(Trial trial) {
      return new Choice(
          trial.text("data"),
          trial.integer("train"),
          trial.integer("test"),
          trial.whole("data_seed"));
    }

    /** As settings of a trial. */
    public Map<String, String> asMap(String digest) {
      Map<String, String> map = new TreeMap<>();
      map.put("data", name);
      map.put("data_digest", digest);
      map.put("train", String.valueOf(train));
      map.put("test", String.valueOf(test));
      map.put("data_seed", String.valueOf(seed));
      return map;
    }
  }

  /**
   * Opens them.
   *
   * @throws ImageException if they are not found, not split, or not all labelled
   */
  public static ImageData open(Choice choice) {
    String name = choice.name();
    if (generated(name)) return generated(choice);
    Path path = path(name);
    ImageSettings settings = ImageSettings.defaults();
    Images train = Images.open(path, settings.split(Split.TRAIN));
    Images test = Images.open(path, settings.split(Split.TEST));
    for (Images images : List.of(train, test)) {
      if (!images.labelled()) {
        throw new ImageException(path + ": images without labels; training needs all of them");
      }
    }
    if (!train.shape().equals(test.shape()) || !train.classes().equals(test.classes())) {
      throw new ImageException(path + ": training and test images differ in size or classes");
    }
    String digest = train.source().and(test.source()).sha256();
    return new ImageData(
        name, some(train, choice.train(), choice), some(test, choice.test(), choice), digest);
  }

  /**
   * The images of a name alone, labelled or not, split or not.
   *
   * @param name as {@link Choice} takes it, or the path of any images
   * @param seed of generated ones
   * @throws ImageException if they are not found or cannot be read
   */
  public static Images images(String name, ImageSettings settings, long seed) {
    if (!generated(name)) return Images.open(path(name), settings);
    SyntheticImages.Settings made =
        name.equals(GREY) ? SyntheticImages.Settings.grey() : SyntheticImages.Settings.coloured();
    return SyntheticImages.of(made.seed(seed), settings.split());
  }

  /** Whether images of this name are generated. */
  public static boolean generated(String name) {
    return name.equals(GREY) || name.equals(COLOURED);
  }

  /** {@code mnist} if it is found, else {@link #GREY}. */
  public static String usual() {
    boolean there = ImageShelf.of(List.of()).find(PublicSet.MNIST).isPresent();
    return there ? PublicSet.MNIST.toString() : GREY;
  }

  /** The files they come from; none of generated images. */
  public List<Path> files() {
    return train.source().and(test.source()).files().stream().distinct().toList();
  }

  private static Images some(Images all, int count, Choice choice) {
    return count == 0 ? all : all.sample(count, choice.seed());
  }

  private static ImageData generated(Choice choice) {
    SyntheticImages.Settings settings =
        choice.name().equals(GREY)
            ? SyntheticImages.Settings.grey()
            : SyntheticImages.Settings.coloured();
    settings = settings.seed(choice.seed());
    int train = choice.train() == 0 ? settings.train() : choice.train();
    int test = choice.test() == 0 ? settings.test() : choice.test();
    settings = settings.images(train, test);
    Images taught = SyntheticImages.of(settings, Split.TRAIN);
    Images judged = SyntheticImages.of(settings, Split.TEST);
    String digest = taught.source().and(judged.source()).sha256();
    return new ImageData(choice.name(), taught, judged, digest);
  }

  private static Path path(String name) {
    return PublicSet.named(name)
        .map(
            set ->
                ImageShelf.of(List.of())
                    .find(set)
                    .orElseThrow(
                        () ->
                            new ImageException(
                                name + ": not found; 'sonde data' says how to get it")))
        .orElseGet(() -> Path.of(name));
  }
}
