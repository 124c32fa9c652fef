package dev.sonde.question;

import dev.sonde.analysis.Provenance;
import dev.sonde.file.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an answer was made: version, command, files with their digests, settings and seed. */
public final class Provenances {

  /** Larger files are not hashed in passing: it would cost more than most answers. */
  private static final long HASH_LIMIT = 256L << 20;

  private Provenances() {}

  /**
   * @param command the line that gives the answer again
   * @param settings all that can change the answer
   */
  public static Provenance of(
      String command, List<Path> inputs, Map<String, String> settings, @Nullable Long seed)
      throws IOException {
    List<Provenance.Input> files = new java.util.ArrayList<>();
    for (Path input : inputs) files.add(input(input));
    return new Provenance(
        Version.current(), Runtime.version().toString(), command, files, settings, seed);
  }

  private static Provenance.Input input(Path path) throws IOException {
    if (!Files.isRegularFile(path)) return new Provenance.Input(path.toString(), 0, null);
    long size = Files.size(path);
    String digest = size <= HASH_LIMIT ? Digests.sha256(path) : null;
    return new Provenance.Input(path.toString(), size, digest);
  }
}
