package dev.sonde.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to repeat a result.
 *
 * @param sonde Sonde's version
 * @param java the Java runtime's version
 * @param command the command line that gives the result again
 * @param inputs the files that were read
 * @param settings everything that can change the numbers, defaults included
 * @param seed the seed of everything random, or null where nothing is
 */
public record Provenance(
    String sonde,
    String java,
    String command,
    List<Input> inputs,
    Map<String, String> settings,
    @Nullable Long seed) {

  public Provenance {
    inputs = List.copyOf(inputs);
    // Not Map.copyOf: its order changes from one Java process to the next, and so would the bytes
    // of
    // a result.
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * A file that was read.
   *
   * @param sha256 its digest in hexadecimal, or null where it was not computed (a file too large to
   *     hash in passing)
   */
  public record Input(String path, long bytes, @Nullable String sha256) {}
}
