package dev.sonde.network.data;

import dev.sonde.file.Printable;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.CaptureFile;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What stands at one site for every example, {@code [examples × …]} in memory; {@link #stream}
 * brings what is too large for it to a file.
 */
public final class SiteValues {
  private final String address;
  private final Shape row;
  private final int unitAxis;
  private final float[] values;

  private SiteValues(String address, Shape row, int unitAxis, float[] values) {
    this.address = address;
    this.row = row;
    this.unitAxis = unitAxis;
    this.values = values;
  }

  /** Hears of each batch. */
  @FunctionalInterface
  private interface Batches {
    void take(Capture seen, long from, long count) throws IOException;
  }

  /**
   * Runs all examples.
   *
   * @param batch examples at a time
   * @param progress hears of each batch how many were in it; may throw to stop
   * @param probes taps of values, and interventions
   * @return one entry for each tapped site, in the order in which they are computed
   * @throws DataException if a site has no row for each example
   */
  public static Map<String, SiteValues> of(
      ArrayNetwork network, Examples examples, int batch, LongConsumer progress, Probe... probes) {
    Map<String, SiteValues> all = new LinkedHashMap<>();
    Batches gather =
        (seen, from, count) -> {
          for (String site : seen.addresses()) {
            Tensor part = seen.values(site);
            SiteValues whole =
                all.computeIfAbsent(site, _ -> room(site, part, seen.unitAxis(site), examples));
            whole.put(part, from);
          }
        };
    try {
      each(network, examples, batch, progress, gather, probes);
    } catch (IOException e) {
      throw new IllegalStateException(e); // nothing is written
    }
    return all;
  }

  /** As {@link #of}, streamed to a safetensors file; memory holds one batch. */
  public static void stream(
      ArrayNetwork network,
      Examples examples,
      int batch,
      Path file,
      LongConsumer progress,
      Probe... probes)
      throws IOException {
    try (CaptureFile capture = CaptureFile.create(file)) {
      each(network, examples, batch, progress, (seen, _, _) -> capture.append(seen), probes);
      capture.finish(Map.of());
    }
  }

  private static void each(
      ArrayNetwork network,
      Examples examples,
      int batch,
      LongConsumer progress,
      Batches batches,
      Probe... probes)
      throws IOException {
    long step = examples.atOnce(batch);
    for (long from = 0; from < examples.count(); from += step) {
      long count = Math.min(step, examples.count() - from);
      try (Scope _ = new Scope()) {
        Capture seen = network.run(examples.batch(from, count), probes);
        if (examples.cut()) for (String site : seen.addresses()) requireRows(site, seen, count);
        batches.take(seen, from, count);
      }
      progress.accept(count);
    }
  }

  private static void requireRows(String site, Capture seen, long count) {
    Shape shape = seen.values(site).shape();
    if (shape.rank() > 0 && shape.extent(0) == count) return;
    throw new DataException(
        "site '%s': for %d examples its shape is %s: its first axis does not count examples; choose other sites"
            .formatted(Printable.of(site), count, shape));
  }

  private static SiteValues room(String site, Tensor part, int unitAxis, Examples examples) {
    long[] shape = part.shape().rank() == 0 ? new long[] {1} : part.shape().toArray();
    Shape row = Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
    long rows = examples.cut() ? examples.count() : shape[0];
    long length = Math.multiplyExact(rows, row.count());
    if (length > Integer.MAX_VALUE - 16) {
      throw new DataException(
          "site '%s': %d examples of %d numbers are more than fit in memory at once; show fewer, or choose a smaller site"
              .formatted(Printable.of(site), rows, row.count()));
    }
    return new SiteValues(site, row, unitAxis - 1, new float[(int) length]);
  }

  private void put(Tensor part, long from) {
    float[] floats = part.toFloats();
    System.arraycopy(floats, 0, values, Math.toIntExact(from * row.count()), floats.length);
  }

  public String address() {
    return address;
  }

  /** Of one example. */
  public Shape row() {
    return row;
  }

  public int count() {
    return row.count() == 0 ? 0 : Math.toIntExact(values.length / row.count());
  }

  /** {@code [examples × …]}, not to be written to. */
  public float[] values() {
    return values;
  }

  /** How many units the site has: channels of a convolution, the last axis of most others. */
  public int units() {
    return unitAxis < 0 ? 1 : Math.toIntExact(row.extent(unitAxis));
  }

  /** The mean of each unit over the places of each example, {@code [examples × units]}. */
  public float[] unitMeans() {
    int units = units();
    long inner = 1;
    for (int axis = unitAxis + 1; axis < row.rank(); axis++) inner *= row.extent(axis);
    double[] sums = new double[Math.multiplyExact(count(), units)];
    int length = Math.toIntExact(row.count());
    for (int i = 0; i < values.length; i++) {
      sums[i / length * units + (int) (i % length / inner % units)] += values[i];
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < sums.length; i++) means[i] = (float) (sums[i] * units / length);
    return means;
  }
}
