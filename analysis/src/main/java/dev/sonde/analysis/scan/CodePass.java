package dev.sonde.analysis.scan;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.LittleEndian;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Types of 8 and 16 bits: it is enough to count how often each of the 256 or 65,536 codes occurs.
 * Everything then follows from the counts, quantiles exactly too.
 */
final class CodePass implements Pass {

  private static final int BLOCK = 1 << 13;

  private final MemoryOrder order;
  private final Scan.Settings settings;
  private final boolean bytes;
  private final long[] counts;

  CodePass(MemoryOrder order, Scan.Settings settings) {
    this.order = order;
    this.settings = settings;
    this.bytes = order.tensor().dtype().byteSize() == 1;
    this.counts = new long[bytes ? 1 << 8 : 1 << 16];
  }

  @Override
  public void chunk(long start, int length, Scratch scratch) {
    TensorReader reader = order.tensor().reader();
    int[] seen = scratch.counts;
    if (bytes) countBytes(reader, start, length, seen);
    else countShorts(reader, start, length, seen);
    reader.release(start, length);
    synchronized (counts) {
      for (int code = 0; code < counts.length; code++) counts[code] += seen[code];
    }
    Arrays.fill(seen, 0, counts.length, 0);
  }

  private static void countBytes(TensorReader reader, long start, int length, int[] seen) {
    byte[] block = new byte[BLOCK];
    for (int done = 0; done < length; done += BLOCK) {
      int n = Math.min(BLOCK, length - done);
      reader.littleEndian(start + done, ByteBuffer.wrap(block, 0, n), n);
      for (int i = 0; i < n; i++) seen[block[i] & 0xff]++;
    }
  }

  private static void countShorts(TensorReader reader, long start, int length, int[] seen) {
    short[] block = new short[BLOCK];
    for (int done = 0; done < length; done += BLOCK) {
      int n = Math.min(BLOCK, length - done);
      reader.bits16(start + done, block, n);
      count(block, n, seen);
    }
  }

  private static void count(short[] block, int n, int[] seen) {
    for (int i = 0; i < n; i++) seen[block[i] & 0xffff]++;
  }

  @Override
  public Scan result() {
    double[] values = values(order.tensor().dtype(), counts.length);
    Tally tally = new Tally();
    Cells.Builder cells = new Cells.Builder(0);
    long total = 0;
    double weighted = 0;
    for (int code : ascending(order.tensor().dtype(), counts.length)) {
      long n = counts[code];
      double x = values[code] + 0.0;
      if (n == 0) continue;
      if (!Double.isFinite(x)) {
        if (Double.isNaN(x)) tally.nan += n;
        else tally.infinite += n;
        continue;
      }
      total += n;
      weighted += n * x;
      if (x == 0) tally.zeros += n;
      if (Math.abs(x) <= settings.nearZero()) tally.nearZeros += n;
      tally.lanes[Tally.ABS] += n * Math.abs(x);
      tally.addRange(x, x);
      cells.add(x, x, n * order.repeats());
    }
    tally.finite = total;
    double mean = total == 0 ? 0 : weighted / total;
    addPowers(values, mean, tally);
    Parts parts = new Parts(order.repeats());
    parts.add(0, tally, mean, 1);
    return parts.scan(cells.build());
  }

  private void addPowers(double[] values, double mean, Tally tally) {
    for (int code = 0; code < counts.length; code++) {
      double d = values[code] - mean;
      long n = counts[code];
      if (n == 0 || !Double.isFinite(d)) continue;
      double d2 = d * d;
      tally.lanes[Tally.S1] += n * d;
      tally.lanes[Tally.S2] += n * d2;
      tally.lanes[Tally.S3] += n * d2 * d;
      tally.lanes[Tally.S4] += n * d2 * d2;
    }
  }

  /** The value of every code: a tensor of all codes, read. */
  private static double[] values(DType dtype, int codes) {
    byte[] all = new byte[codes * dtype.byteSize()];
    MemorySegment segment = MemorySegment.ofArray(all);
    for (int code = 0; code < codes; code++) {
      if (dtype.byteSize() == 1) all[code] = (byte) code;
      else segment.set(LittleEndian.SHORT, 2L * code, (short) code);
    }
    return Tensor.of("codes", dtype, Shape.of(codes), Storage.mapped(segment), 0).toDoubles();
  }

  /** The codes in the order of their values. */
  private static int[] ascending(DType dtype, int codes) {
    int half = codes / 2;
    int[] order = new int[codes];
    for (int i = 0; i < codes; i++) {
      order[i] =
          switch (dtype) {
            case INT8, INT16 -> (i + half) % codes;
            case FLOAT8_E4M3,
                FLOAT8_E5M2,
                FLOAT8_E4M3FNUZ,
                FLOAT8_E5M2FNUZ,
                FLOAT8_E8M0,
                FLOAT16,
                BFLOAT16 ->
                i < half ? codes - 1 - i : i - half; // sign and magnitude
            default -> i;
          };
    }
    return order;
  }
}
