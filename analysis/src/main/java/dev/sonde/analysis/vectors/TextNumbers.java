package dev.sonde.analysis.vectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The columns of numbers of a text ({@code .csv}, {@code .tsv}), as they stand there.
 *
 * @param values {@code [rows × columns]}
 * @param notes what was taken for what, one line each
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record TextNumbers(double[] values, int rows, int columns, List<String> notes) {

  public TextNumbers {
    notes = List.copyOf(notes);
  }

  /**
   * @param settings the label column, if there is one, is left out, as a column of names is
   * @throws VectorsException if it is no text in columns, or a number is missing
   */
  public static TextNumbers read(Path file, TextSettings settings) throws IOException {
    return TextVectors.numbers(file, settings);
  }
}
