package dev.sonde.app.projection;

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
import java.util.Arrays;
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
   * @param unit of the coordinates; other than 1, they are written as float64
   * @param names of the points; empty for their numbers
   * @param classes of the points; empty if they have none
   */
  static void write(Path file, Points at, double unit, List<String> names, List<String> classes)
      throws IOException {
    String ending = file.toString().toLowerCase(Locale.ROOT);
    if (ending.endsWith(".npy")) {
      Shape shape = Shape.of(at.count(), at.dimensions());
      Tensor tensor =
          unit == 1
              ? Tensor.ofFloats("coordinates", shape, at.values())
              : Tensor.ofDoubles("coordinates", shape, inUnits(at, unit));
      NpyWriter.write(tensor, file);
    } else if (ending.endsWith(".csv")) {
      AtomicFile.write(file, temporary -> table(at, unit, names, classes).writeCsv(temporary));
    } else {
      Parquet.write(table(at, unit, names, classes), file);
    }
  }

  private static double[] inUnits(Points at, double unit) {
    double[] all = new double[at.values().length];
    Arrays.setAll(all, i -> at.values()[i] * unit);
    return all;
  }

  private static TextTable table(Points at, double unit, List<String> names, List<String> classes) {
    List<String> header = new ArrayList<>(List.of("point", "x"));
    if (at.dimensions() > 1) header.add("y");
    if (!classes.isEmpty()) header.add("label");
    TextTable table = new TextTable(header);
    for (int i = 0; i < at.count(); i++) {
      List<Object> row = new ArrayList<>();
      row.add(names.isEmpty() ? (Object) i : names.get(i));
      for (int k = 0; k < at.dimensions(); k++)
        row.add(unit == 1 ? (Object) at.at(i, k) : (Object) (at.at(i, k) * unit));
      if (!classes.isEmpty()) row.add(classes.get(i));
      table.row(row);
    }
    return table;
  }
}
