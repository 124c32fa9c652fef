package dev.sonde.app.command;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.app.output.Parquet;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.file.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Coordinates of a projection as a file: {@code .npy}, {@code .csv} or {@code .parquet}. */
final class Coordinates {
  private static final int HEADER = 128;

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
      AtomicFile.write(file, temporary -> npy(temporary, at));
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

  /** NumPy's format 1.0: float32, little-endian, row after row. */
  private static void npy(Path file, Points at) throws IOException {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(at.count(), at.dimensions());
    String padded = header + " ".repeat(HEADER - 11 - header.length()) + "\n";
    ByteBuffer values =
        ByteBuffer.allocate(Math.multiplyExact(at.values().length, 4))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : at.values()) values.putFloat(value);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, HEADER - 10, 0});
      out.write(padded.getBytes(StandardCharsets.US_ASCII));
      out.write(values.array());
    }
  }
}
