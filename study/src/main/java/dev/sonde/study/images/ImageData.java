package dev.sonde.study.images;

import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

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

  /** What to take; one drawing by the seed decides which images are. */
  public record Choice(
      @Setting(
              help =
                  """
                  images to train on: mnist, fashion-mnist, cifar10 (where they are found), \
                  synthetic-grey, synthetic-coloured, or a file or folder with training and test \
                  images\
                  """,
              label = "NAME")
          String data,
      @Setting(help = "training images, drawn at random; 0: all", min = 0) int train,
      @Setting(help = "test images, drawn at random; 0: all", min = 0) int test,
      @Setting(help = "seed of generated images and of the drawing") long dataSeed) {
    public Choice {
      SettingsCodec.check(Choice.class, data, train, test, dataSeed);
    }

    /** From settings of a trial. */
    public static Choice of(Trial trial) {
      return trial.as(Choice.class);
    }

    /**
     * Agrees with what was asked for: of other images than {@code preset}'s all are taken (of
     * generated ones as many), and their seed is that of the study.
     *
     * @param given names of settings that stay as they are
     */
    public Choice settled(Choice preset, Set<String> given, long seed) {
      boolean same = data.equals(preset.data) || generated(data);
      return new Choice(
          data,
          same || given.contains("train") ? train : 0,
          same || given.contains("test") ? test : 0,
          given.contains("data_seed") ? dataSeed : seed);
    }
  }

  /**
   * Opens them.
   *
   * @throws ImageException if they are not found, not split, or not all labelled
   */
  public static ImageData open(Choice choice) {
    String name = choice.data();
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
    boolean there = PublicSets.of(List.of()).find(PublicSet.MNIST).isPresent();
    return there ? PublicSet.MNIST.toString() : GREY;
  }

  /** The files they come from; none of generated images. */
  public List<Path> files() {
    return train.source().and(test.source()).files().stream().distinct().toList();
  }

  private static Images some(Images all, int count, Choice choice) {
    return count == 0 ? all : all.sample(count, choice.dataSeed());
  }

  private static ImageData generated(Choice choice) {
    SyntheticImages.Settings settings =
        choice.data().equals(GREY)
            ? SyntheticImages.Settings.grey()
            : SyntheticImages.Settings.coloured();
    settings = settings.seed(choice.dataSeed());
    int train = choice.train() == 0 ? settings.train() : choice.train();
    int test = choice.test() == 0 ? settings.test() : choice.test();
    settings = settings.images(train, test);
    Images taught = SyntheticImages.of(settings, Split.TRAIN);
    Images judged = SyntheticImages.of(settings, Split.TEST);
    String digest = taught.source().and(judged.source()).sha256();
    return new ImageData(choice.data(), taught, judged, digest);
  }

  private static Path path(String name) {
    return PublicSet.named(name)
        .map(
            set ->
                PublicSets.of(List.of())
                    .find(set)
                    .orElseThrow(
                        () ->
                            new ImageException(
                                name + ": not found; 'sonde data' says how to get it")))
        .orElseGet(() -> Path.of(name));
  }
}
