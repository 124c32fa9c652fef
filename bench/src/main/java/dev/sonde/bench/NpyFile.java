package dev.sonde.bench;

import dev.sonde.analysis.kernel.Points;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Vectors for the peers, as NumPy files. */
public final class NpyFile {
  private static final int HEADER = 128;

  private NpyFile() {}

  /** Float32, [count × dimensions]. */
  public static void write(Path file, Points points) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(points.values().length, 4))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : points.values()) bytes.putFloat(value);
    write(file, "<f4", "(" + points.count() + ", " + points.dimensions() + ")", bytes.array());
  }

  /** Int32, [count]. */
  public static void write(Path file, int[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) bytes.putInt(value);
    write(file, "<i4", "(" + values.length + ",)", bytes.array());
  }

  private static void write(Path file, String type, String shape, byte[] data) throws IOException {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, HEADER - 10, 0});
      String padded = header + " ".repeat(HEADER - 11 - header.length()) + "\n";
      out.write(padded.getBytes(StandardCharsets.US_ASCII));
      out.write(data);
    }
  }
}
