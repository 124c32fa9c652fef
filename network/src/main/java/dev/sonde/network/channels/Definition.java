package dev.sonde.network.channels;

/** What absorption and emission are. */
public enum Definition {
  /**
   * As the text has it. Emission of output channel k: Σ over input channels c of ‖LG(k→c)‖;
   * absorption of input channel c: Σ over k of ‖LG(k→c)‖.
   */
  PAPER,
  /**
   * As the published figures have it, both by output channel: absorption ‖G(k)‖, emission the root
   * of Σ over c of ‖LG(k→c)‖².
   */
  CODE;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
