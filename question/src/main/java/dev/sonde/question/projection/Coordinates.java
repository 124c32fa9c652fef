package dev.sonde.question.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.CsvTable;
import dev.sonde.figure.table.Table;
import dev.sonde.question.Output;
import dev.sonde.study.run.TableFile;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Coordinates of a projection as a file: {@code .npy}, {@code .csv} or {@code .parquet}. */
final class Coordinates {
  private Coordinates() {}

  static List<Output<ProjectSettings, ProjectAnswer>> outputs() {
    return List.of(
        new Output<>(
            List.of(".npy"),
            "the coordinates as an array",
            (settings, answer, file, work) -> array(answer, file)),
        new Output<>(
            List.of(".csv"),
            "the coordinates, with names and classes",
            (settings, answer, file, work) -> CsvTable.write(table(answer), file)),
        new Output<>(
            List.of(".parquet"),
            "the same",
            (settings, answer, file, work) -> TableFile.write(table(answer), file)));
  }

  private static void array(ProjectAnswer answer, Path file) throws IOException {
    Points at = answer.projection().coordinates();
    Shape shape = Shape.of(at.count(), at.dimensions());
    Tensor tensor =
        answer.unit() == 1
            ? Tensor.ofFloats("coordinates", shape, at.values())
            : Tensor.ofDoubles("coordinates", shape, inUnits(at, answer.unit()));
    NpyWriter.write(tensor, file);
  }

  private static double[] inUnits(Points at, double unit) {
    double[] all = new double[at.values().length];
    Arrays.setAll(all, i -> at.values()[i] * unit);
    return all;
  }

  static Table table(ProjectAnswer answer) {
    Points at = answer.projection().coordinates();
    double unit = answer.unit();
    List<String> names = answer.names();
    Columns<Integer> columns = Columns.empty();
    columns =
        names.isEmpty() ? columns.integer("point", i -> i) : columns.text("point", names::get);
    columns = columns.real("x", i -> value(at.at(i, 0), unit));
    if (at.dimensions() > 1) columns = columns.real("y", i -> value(at.at(i, 1), unit));
    if (answer.classes() != null) {
      List<String> words = answer.classes().words();
      columns = columns.text("label", words::get);
    }
    return columns.table(
        "coordinates", "Coordinates", IntStream.range(0, at.count()).boxed().toList());
  }

  /** Written as short as the float32 that it is. */
  private static double value(float coordinate, double unit) {
    return unit == 1 ? Double.parseDouble(Float.toString(coordinate)) : coordinate * unit;
  }
}
