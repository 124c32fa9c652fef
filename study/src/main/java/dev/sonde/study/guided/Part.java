package dev.sonde.study.guided;

import java.util.Arrays;

/** Parts of a network that are moved into another, the most debated first. */
public enum Part {
  DECODER("decoder", "decoder.**"),
  DECODER_EMBEDDING("decoder.embedding", "decoder.embedding.weight"),
  ENCODER("encoder", "encoder.**"),
  ENCODER_EMBEDDING("encoder.embedding", "encoder.embedding.weight");

  private final String title;
  private final String glob;

  Part(String title, String glob) {
    this.title = title;
    this.glob = glob;
  }

  /** Which parameters belong to it. */
  String glob() {
    return glob;
  }

  /** Whether it is also exchanged within a group, for comparison. */
  boolean controlled() {
    return this == DECODER || this == ENCODER;
  }

  static Part of(String title) {
    return Arrays.stream(values())
        .filter(part -> part.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new TaskException("no part '" + title + "' of the network"));
  }

  /** {@code decoder.embedding}. */
  @Override
  public String toString() {
    return title;
  }
}
