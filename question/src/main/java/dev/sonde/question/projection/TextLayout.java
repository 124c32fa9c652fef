package dev.sonde.question.projection;

import dev.sonde.analysis.vectors.TextSettings;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/**
 * How vectors and labels in text are to be read, where the text itself shall not tell; see each
 * component.
 */
public record TextLayout(
    @Setting(
            help =
                "Separator of columns in a text file: one character, tab or space; default:"
                    + " detected",
            label = "C")
        @Nullable String delimiter,
    @Setting(help = "Whether line 1 of a text file names the columns; default: detected")
        @Nullable Heading heading,
    @Setting(
            help = "The column with the class of each vector: its heading, or its number from 1",
            label = "NAME")
        @Nullable String labelColumn) {

  /** Whether there is one. */
  public enum Heading {
    YES,
    NO
  }

  public TextLayout {
    character(delimiter);
  }

  public TextSettings settings() {
    return new TextSettings(
        character(delimiter), heading == null ? null : heading == Heading.YES, labelColumn);
  }

  private static @Nullable Character character(@Nullable String delimiter) {
    if (delimiter == null) return null;
    return switch (delimiter) {
      case "tab", "\\t" -> '\t';
      case "space" -> ' ';
      default -> {
        if (delimiter.length() == 1) yield delimiter.charAt(0);
        throw new SettingsException("delimiter", delimiter + ": one character, tab or space");
      }
    };
  }
}
