package dev.sonde.app.command;

import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.FigureFile;
import java.nio.file.Path;

/** Where a figure goes. */
final class FigureOutput {

  private FigureOutput() {}

  /** Refuses an unknown ending before anything is computed. */
  static void requireFormat(Path output) {
    try {
      FigureFile.format(output);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** Says what was written, to a person only. */
  static void tell(Session session, Path output) {
    if (session.console().interactive()) session.console().err().println("wrote " + output);
  }
}
