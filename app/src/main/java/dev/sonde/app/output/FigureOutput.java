package dev.sonde.app.output;

import dev.sonde.figure.FigureFile;
import java.nio.file.Path;

/** Where a figure goes. */
public final class FigureOutput {

  private FigureOutput() {}

  /** Refuses an unknown ending before anything is computed. */
  public static void requireFormat(Path output) {
    try {
      FigureFile.format(output);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** Says what was written, to a person only. */
  public static void tell(Session session, Path output) {
    if (session.console().interactive()) session.console().err().println("wrote " + output);
  }
}
