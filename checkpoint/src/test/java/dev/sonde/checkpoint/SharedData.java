package dev.sonde.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The real checkpoints and data sets in {@code ../shared/data}, beside the repository. Tests that
 * use them skip where the folder is absent; with {@code CI=true} in the environment its absence is
 * a failure.
 */
public final class SharedData {

  private SharedData() {}

  /**
   * A file or folder below {@code shared/data}; skips the calling test, saying so, where it is
   * absent.
   */
  public static Path path(String relative) {
    return beside("data/" + relative);
  }

  /** A file or folder below {@code shared}; skips as {@link #path} does. */
  public static Path beside(String relative) {
    Path root = Path.of(System.getProperty("sonde.root", ".")).toAbsolutePath().normalize();
    Path shared = root.resolveSibling("shared").resolve(relative);
    if (!Files.exists(shared)) {
      if ("true".equals(System.getenv("CI")))
        throw new AssertionError(shared + " is missing, and CI must have it");
      Assumptions.abort("skipped: " + shared + " is not on this machine");
    }
    return shared;
  }
}
