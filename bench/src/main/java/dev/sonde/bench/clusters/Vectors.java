package dev.sonde.bench.clusters;

import dev.sonde.analysis.kernel.Points;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Vectors like hidden states: tight groups of unequal size inside [−1, 1], several to a state. The
 * same numbers on every machine, written as NumPy files {@code NAME.npy} and {@code
 * NAME.labels.npy}.
 */
final class Vectors {

  static final int COUNT = 21_000;
  static final int STATES = 8;

  private static final int GROUPS = 64;
  private static final int HEADER = 128;
  private static final double SPREAD = .03;

  private Vectors() {}

  static int[] labels() {
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) labels[i] = group(i) % STATES;
    return labels;
  }

  /** Group g has about twice the vectors of group g + 16. */
  private static int group(int i) {
    double share = (i + .5) / COUNT;
    return Math.min(GROUPS - 1, (int) (-16 / Math.log(2) * Math.log(1 - share * (1 - 1 / 16.0))));
  }

  static Points make(int dimensions) {
    SplittableRandom random = new SplittableRandom(dimensions);
    double[][] centres = new double[GROUPS][dimensions];
    for (double[] centre : centres) {
      for (int k = 0; k < dimensions; k++) centre[k] = Math.tanh(random.nextGaussian());
    }
    float[] values = new float[COUNT * dimensions];
    for (int i = 0; i < COUNT; i++) {
      for (int k = 0; k < dimensions; k++) {
        values[i * dimensions + k] =
            (float) (centres[group(i)][k] + SPREAD * random.nextGaussian());
      }
    }
    return Points.of(values, COUNT, dimensions);
  }

  static void write(Path file, Points points) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(points.values().length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : points.values()) bytes.putFloat(value);
    write(file, "<f4", "(" + points.count() + ", " + points.dimensions() + ")", bytes.array());
  }

  static void write(Path file, int[] labels) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(labels.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int label : labels) bytes.putInt(label);
    write(file, "<i4", "(" + labels.length + ",)", bytes.array());
  }

  private static void write(Path file, String type, String shape, byte[] data) throws IOException {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, HEADER - 10, 0});
      String padded = header + " ".repeat(HEADER - 11 - header.length()) + "\n";
      out.write(padded.getBytes(StandardCharsets.US_ASCII));
      out.write(data);
    }
  }
}
