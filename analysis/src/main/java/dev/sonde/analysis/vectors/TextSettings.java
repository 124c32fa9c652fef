package dev.sonde.analysis.vectors;

import org.jspecify.annotations.Nullable;

/**
 * How text in columns is to be read; null for what the text itself shall tell.
 *
 * @param delimiter what parts the columns; a space stands for any run of spaces
 * @param heading whether the first line names the columns
 * @param labelColumn the column that holds the class of each vector: its heading, or its number
 *     from 1; null for none
 */
public record TextSettings(
    @Nullable Character delimiter, @Nullable Boolean heading, @Nullable String labelColumn) {

  public TextSettings {
    if (delimiter != null && (delimiter == '"' || delimiter == '\n' || delimiter == '\r')) {
      throw new IllegalArgumentException("columns cannot be parted by quotes or ends of lines");
    }
  }

  /** Nothing said: the text tells. */
  public static TextSettings found() {
    return new TextSettings(null, null, null);
  }

  public TextSettings withDelimiter(char other) {
    return new TextSettings(other, heading, labelColumn);
  }

  public TextSettings withHeading(boolean other) {
    return new TextSettings(delimiter, other, labelColumn);
  }

  public TextSettings withLabelColumn(String other) {
    return new TextSettings(delimiter, heading, other);
  }
}
