package dev.sonde.question;

import dev.sonde.analysis.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an answer was made: version, command, files with their digests, settings and seed. */
public final class Provenances {

  private Provenances() {}

  /**
   * @param command the line that gives the answer again
   * @param settings all that can change the answer
   */
  public static Provenance of(
      String command, List<Path> inputs, Map<String, String> settings, @Nullable Long seed)
      throws IOException {
    List<Provenance.Input> files = new java.util.ArrayList<>();
    for (Path input : inputs) files.addAll(InputFiles.of(input));
    return new Provenance(
        Version.current(), Runtime.version().toString(), command, files, settings, seed);
  }
}
