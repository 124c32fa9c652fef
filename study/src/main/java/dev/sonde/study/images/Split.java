package dev.sonde.study.images;

import java.util.Locale;

/** Which part of a set of images. */
public enum Split {
  /** Everything there is, training images first. */
  ALL,
  TRAIN,
  /** Test or validation images. */
  TEST;

  /** What a folder's or file's name says: ALL if nothing. */
  static Split named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("train") || lower.startsWith("data_batch")) return TRAIN;
    boolean test = lower.startsWith("test") || lower.startsWith("t10k") || lower.startsWith("val");
    return test ? TEST : ALL;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
