package dev.sonde.study.images;

import dev.sonde.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Labelled images of one size. Immutable; pixels are floats from 0 to 1 (of a float {@code .npy}:
 * as they stand), {@code [channels × height × width]} each.
 *
 * <pre>{@code
 * Images test = Images.open(Path.of("mnist"), ImageSettings.defaults().split(Split.TEST));
 * float[] batch = test.batch(0, 64);                  // [64 × 1 × 28 × 28]
 * String right = test.classes().get(test.label(0));
 * }</pre>
 *
 * Any number of threads may read.
 */
public final class Images {
  /** The label of an image without one. */
  public static final int UNLABELLED = -1;

  private final Pixels pixels;
  private final int[] rows;
  private final int[] labels;
  private final List<String> classes;
  private final ImageSource source;

  private Images(
      Pixels pixels, int[] rows, int[] labels, List<String> classes, ImageSource source) {
    this.pixels = pixels;
    this.rows = rows;
    this.labels = labels;
    this.classes = List.copyOf(classes);
    this.source = source;
  }

  /** All images of {@code pixels}; {@code labels[i]} is below {@code classes.size()}, or −1. */
  static Images of(Pixels pixels, int[] labels, List<String> classes, ImageSource source) {
    return new Images(pixels, IntStream.range(0, labels.length).toArray(), labels, classes, source);
  }

  /**
   * Reads a file or folder of any kind that {@link dev.sonde.study.images} names.
   *
   * @throws ImageException if it holds no images, damaged ones, ones of several sizes without a
   *     {@link Fit}, or not the split that is asked for
   */
  public static Images open(Path path, ImageSettings settings) {
    return ImageFiles.open(path, settings);
  }

  /** See {@link #open(Path, ImageSettings)}; all images, as they are. */
  public static Images open(Path path) {
    return open(path, ImageSettings.defaults());
  }

  public int size() {
    return rows.length;
  }

  /** {@code [channels, height, width]}. */
  public Shape shape() {
    return pixels.shape();
  }

  public int channels() {
    return (int) shape().extent(0);
  }

  public int height() {
    return (int) shape().extent(1);
  }

  public int width() {
    return (int) shape().extent(2);
  }

  /** Numbers in one image. */
  public int length() {
    return (int) shape().count();
  }

  /** The class of an image, an index into {@link #classes}; {@link #UNLABELLED} if unknown. */
  public int label(int image) {
    return labels[image];
  }

  /** A copy of all labels. */
  public int[] labels() {
    return labels.clone();
  }

  /** Names of the classes; none of unlabelled images. */
  public List<String> classes() {
    return classes;
  }

  /** Whether every image has a label. */
  public boolean labelled() {
    return Arrays.stream(labels).noneMatch(label -> label == UNLABELLED);
  }

  /** What a person finds an image by: {@code test/cat/0003.jpg}, {@code test-1000.bin[17]}. */
  public String name(int image) {
    return pixels.name(rows[image]);
  }

  /** Where they come from, with SHA-256. */
  public ImageSource source() {
    return source;
  }

  /** Puts one image into {@code to} from {@code at} on. */
  public void read(int image, float[] to, int at) {
    pixels.read(rows[image], to, at);
  }

  /** One image. */
  public float[] pixels(int image) {
    float[] all = new float[length()];
    read(image, all, 0);
    return all;
  }

  /** Some images, {@code [n × channels × height × width]}. */
  public float[] batch(int... images) {
    float[] all = new float[Math.multiplyExact(images.length, length())];
    for (int i = 0; i < images.length; i++) read(images[i], all, i * length());
    return all;
  }

  /** The images from {@code from} (inclusive), {@code count} of them. */
  public float[] range(int from, int count) {
    return batch(IntStream.range(from, from + count).toArray());
  }

  /** These images, in this order. */
  public Images select(int... images) {
    int[] chosen = new int[images.length];
    int[] theirs = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      chosen[i] = rows[images[i]];
      theirs[i] = labels[images[i]];
    }
    return new Images(pixels, chosen, theirs, classes, source);
  }

  /**
   * So many of them drawn without replacement by {@code seed}, in their order; all if there are
   * fewer.
   */
  public Images sample(int count, long seed) {
    if (count >= size()) return this;
    int[] all = IntStream.range(0, size()).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, all.length);
      int kept = all[i];
      all[i] = all[other];
      all[other] = kept;
    }
    int[] chosen = Arrays.copyOf(all, count);
    Arrays.sort(chosen);
    return select(chosen);
  }

  /** The first {@code count}; all if there are fewer. */
  public Images first(int count) {
    return count >= size() ? this : select(IntStream.range(0, count).toArray());
  }

  /** These and then those; they must be of one shape and have the same classes. */
  Images and(Images others) {
    if (!shape().equals(others.shape())) {
      throw new ImageException(
              source.name()
                  + " has images of "
                  + shape()
                  + ", "
                  + others.source.name()
                  + " of "
                  + others.shape()
                  + ": name one of them, or bring them to one size")
          .mendedBy("resize");
    }
    boolean more = classes.size() >= others.classes.size();
    List<String> names = more ? classes : others.classes;
    List<String> fewer = more ? others.classes : classes;
    if (!names.subList(0, fewer.size()).equals(fewer)) {
      throw new ImageException(
          source.name() + " and " + others.source.name() + " have different classes: name one");
    }
    int[] both = Arrays.copyOf(labels, size() + others.size());
    System.arraycopy(others.labels, 0, both, size(), others.size());
    return of(
        new JoinedPixels(List.of(flat(), others.flat())), both, names, source.and(others.source));
  }

  private Pixels flat() {
    return new Chosen(pixels, rows);
  }

  /** Some rows of others. */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Chosen(Pixels all, int[] rows) implements Pixels {
    @Override
    public int count() {
      return rows.length;
    }

    @Override
    public Shape shape() {
      return all.shape();
    }

    @Override
    public void read(int image, float[] to, int at) {
      all.read(rows[image], to, at);
    }

    @Override
    public String name(int image) {
      return all.name(rows[image]);
    }
  }

  /** Images in each class, in the order of {@link #classes}. */
  public List<Integer> counts() {
    int[] counts = new int[classes.size()];
    for (int label : labels) if (label != UNLABELLED) counts[label]++;
    List<Integer> all = new ArrayList<>();
    for (int count : counts) all.add(count);
    return all;
  }

  @Override
  public String toString() {
    return size() + " images " + shape() + " of " + source.name();
  }
}
