package dev.sonde.app.output;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes. Results and messages go through a {@link TerminalWriter}: names out of
 * files cannot steer a terminal.
 *
 * @param out results
 * @param err messages
 * @param screen {@code err} for what moves the cursor: progress
 * @param interactive whether a person watches {@code err}: only then is progress shown
 * @param width columns of the terminal
 */
public record Console(
    PrintWriter out, PrintWriter err, PrintWriter screen, boolean interactive, int width) {

  /** Over writers that may be anything. */
  public Console(PrintWriter out, PrintWriter err, boolean interactive, int width) {
    this(safe(out), safe(err), err, interactive, width);
  }

  private static PrintWriter safe(PrintWriter writer) {
    return new PrintWriter(new TerminalWriter(writer), true);
  }

  /** The process's own streams, in UTF-8. */
  public static Console system(StandardOutput out) {
    // The launcher says whether standard error is a terminal: Java can only tell it for all streams
    // together.
    boolean terminal = "1".equals(System.getenv("SONDE_TERMINAL"));
    return new Console(
        new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), false),
        new PrintWriter(new OutputStreamWriter(StandardError.real(), StandardCharsets.UTF_8), true),
        terminal,
        columns());
  }

  private static int columns() {
    try {
      return Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "100"));
    } catch (NumberFormatException e) {
      return 100;
    }
  }
}
