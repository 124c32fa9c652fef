package dev.sonde.app.command;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.app.output.Parquet;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.file.AtomicFile;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Coordinates of a projection as a file: {@code .npy}, {@code .csv} or {@code .parquet}. */
final class Coordinates {
  private Coordinates() {}

  /** Refuses an unknown ending before anything is computed. */
  static void requireFormat(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".npy") && !name.endsWith(".csv") && !name.endsWith(".parquet")) {
      throw new UserError(file + ": coordinates are written as .npy, .csv or .parquet");
    }
  }

  /**
   * @param names of the points; empty for their numbers
   * @param classes of the points; empty if they have none
   */
  static void write(Path file, Points at, List<String> names, List<String> classes)
      throws IOException {
    String ending = file.toString().toLowerCase(Locale.ROOT);
    if (ending.endsWith(".npy")) {
      Shape shape = Shape.of(at.count(), at.dimensions());
      NpyWriter.write(Tensor.ofFloats("coordinates", shape, at.values()), file);
    } else if (ending.endsWith(".csv")) {
      AtomicFile.write(file, temporary -> table(at, names, classes).writeCsv(temporary));
    } else {
      Parquet.write(table(at, names, classes), file);
    }
  }

  private static TextTable table(Points at, List<String> names, List<String> classes) {
    List<String> header = new ArrayList<>(List.of("point", "x"));
    if (at.dimensions() > 1) header.add("y");
    if (!classes.isEmpty()) header.add("label");
    TextTable table = new TextTable(header);
    for (int i = 0; i < at.count(); i++) {
      List<Object> row = new ArrayList<>();
      row.add(names.isEmpty() ? (Object) i : names.get(i));
      for (int k = 0; k < at.dimensions(); k++) row.add(at.at(i, k));
      if (!classes.isEmpty()) row.add(classes.get(i));
      table.row(row);
    }
    return table;
  }
}
