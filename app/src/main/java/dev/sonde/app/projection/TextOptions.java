package dev.sonde.app.projection;

import dev.sonde.analysis.vectors.TextSettings;
import dev.sonde.app.output.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a user's vectors and labels in text are to be read, where the text itself shall not tell. */
final class TextOptions {

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description = "Parts the columns of text: one character, tab or space. Found out by default.")
  private @Nullable String delimiter;

  @Option(
      names = "--heading",
      paramLabel = "YES|NO",
      description = "Whether line 1 of text names the columns. Found out by default.")
  private @Nullable String heading;

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      description = "The column with the class of each vector: its heading, or its number from 1.")
  private @Nullable String labelColumn;

  TextSettings settings() {
    return new TextSettings(parting(), headed(), labelColumn);
  }

  private @Nullable Character parting() {
    if (delimiter == null) return null;
    return switch (delimiter) {
      case "tab", "\\t" -> '\t';
      case "space" -> ' ';
      default -> {
        if (delimiter.length() == 1) yield delimiter.charAt(0);
        throw new UserError("--delimiter " + delimiter + ": one character, tab or space");
      }
    };
  }

  private @Nullable Boolean headed() {
    if (heading == null) return null;
    return switch (heading) {
      case "yes", "YES" -> true;
      case "no", "NO" -> false;
      default -> throw new UserError("--heading " + heading + ": yes or no");
    };
  }
}
