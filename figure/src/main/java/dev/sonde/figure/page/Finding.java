package dev.sonde.figure.page;

import java.util.List;

/**
 * A sentence of what was found, with its numbers.
 *
 * @param addresses of the tensors, sites or parts it speaks of, so that a page can lead to them
 */
public record Finding(Tone tone, String sentence, List<String> addresses) {

  /** How a sentence wants to be read; told by a sign as well as by colour. */
  public enum Tone {
    PLAIN,
    /** Looked for and fine. */
    GOOD,
    /** Unusual. */
    NOTABLE,
    /** Likely wrong. */
    GRAVE
  }

  public Finding {
    addresses = List.copyOf(addresses);
  }

  public Finding(Tone tone, String sentence) {
    this(tone, sentence, List.of());
  }

  public static Finding plain(String sentence) {
    return new Finding(Tone.PLAIN, sentence);
  }
}
