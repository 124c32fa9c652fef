package dev.sonde.study;

/**
 * Settings of a study under a name.
 *
 * @param sentence what they come to, and how long it takes
 * @param processes whether trials run in processes of their own unless it is said otherwise: long
 *     ones, that shall not fall together
 */
public record Preset<S extends Record>(
    String name, String sentence, S settings, boolean processes) {

  /** One whose trials run in threads. */
  public Preset(String name, String sentence, S settings) {
    this(name, sentence, settings, false);
  }
}
