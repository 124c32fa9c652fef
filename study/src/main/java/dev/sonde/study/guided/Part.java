package dev.sonde.study.guided;

import java.util.Arrays;

/** Parts of a network that are moved into another. */
public enum Part {
  ENCODER("encoder", "encoder.**"),
  DECODER("decoder", "decoder.**"),
  ENCODER_EMBEDDING("encoder.embedding", "encoder.embedding.weight"),
  DECODER_EMBEDDING("decoder.embedding", "decoder.embedding.weight");

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
