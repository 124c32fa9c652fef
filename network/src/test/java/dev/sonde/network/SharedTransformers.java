package dev.sonde.network;

import dev.sonde.checkpoint.SharedData;
import java.nio.file.Path;

/** Real transformers in {@code ../shared/transformers}; tests of them skip where it is absent. */
public final class SharedTransformers {

  private SharedTransformers() {}

  /** A file or folder below {@code shared/transformers}. */
  public static Path path(String relative) {
    return SharedData.path("../transformers/" + relative);
  }
}
