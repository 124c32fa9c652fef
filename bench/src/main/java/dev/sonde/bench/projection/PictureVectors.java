package dev.sonde.bench.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Pca;
import dev.sonde.bench.BenchException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/** What is projected: pictures in 50 principal components, or made vectors of any number. */
final class PictureVectors {
  static final int DIMENSIONS = 50;
  private static final int IDX_PICTURES = 0x803;
  private static final int GROUPS = 200;
  private static final int INNER = 8;

  private PictureVectors() {}

  /** The first {@code count} pictures of an IDX file (Fashion-MNIST, MNIST), gz or not. */
  static Points pictures(Path idx, int count, Workers workers) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            idx.toString().endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(idx), 1 << 16)
                : Files.newInputStream(idx))) {
      if (in.readInt() != IDX_PICTURES) throw new BenchException(idx + ": is not IDX pictures");
      int there = in.readInt();
      int area = Math.multiplyExact(in.readInt(), in.readInt());
      if (there < count) {
        throw new BenchException(idx + ": has " + there + " pictures, not " + count);
      }
      byte[] bytes = in.readNBytes(Math.multiplyExact(count, area));
      float[] values = new float[bytes.length];
      for (int i = 0; i < bytes.length; i++) values[i] = (bytes[i] & 255) / 255f;
      Points points = Points.of(values, count, area);
      return Pca.of(points, Pca.Settings.of(DIMENSIONS), workers).project(points, workers);
    }
  }

  /** Groups of unequal size, each on a bent sheet of eight dimensions of its own. */
  static Points made(int count) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] centres = new float[GROUPS][DIMENSIONS];
    float[][][] sheets = new float[GROUPS][DIMENSIONS][INNER];
    for (int g = 0; g < GROUPS; g++) {
      for (int k = 0; k < DIMENSIONS; k++) {
        centres[g][k] = (float) (1.2 * random.nextGaussian());
        for (int j = 0; j < INNER; j++) sheets[g][k][j] = (float) (.5 * random.nextGaussian());
      }
    }
    float[] values = new float[Math.multiplyExact(count, DIMENSIONS)];
    float[] z = new float[INNER];
    for (int i = 0; i < count; i++) {
      double share = random.nextDouble();
      int g = (int) (GROUPS * share * share);
      for (int j = 0; j < INNER; j++) z[j] = (float) random.nextGaussian();
      for (int k = 0; k < DIMENSIONS; k++) {
        float sum = centres[g][k];
        for (int j = 0; j < INNER; j++) {
          sum += sheets[g][k][j] * (k % 2 == 0 ? z[j] : z[j] * z[(j + 1) % INNER]);
        }
        values[i * DIMENSIONS + k] = sum + (float) (.05 * random.nextGaussian());
      }
    }
    return Points.of(values, count, DIMENSIONS);
  }
}
