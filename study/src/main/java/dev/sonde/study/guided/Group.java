package dev.sonde.study.guided;

import java.util.Locale;

/** The two groups of networks. */
public enum Group {
  /** Trained with the loss on attention. */
  GUIDED,
  /** Trained without. */
  BASELINE;

  boolean guided() {
    return this == GUIDED;
  }

  Group other() {
    return this == GUIDED ? BASELINE : GUIDED;
  }

  static Group of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** {@code guided}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
