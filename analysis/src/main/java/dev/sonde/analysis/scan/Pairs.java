package dev.sonde.analysis.scan;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Two tensors of one shape, element by element. Sums run over the places where both values are
 * finite; complex elements count as two reals.
 */
public final class Pairs {

  private static final int LANES = Tally.LANES;

  // Places of the sums in a part.
  private static final int AA = 0;
  private static final int BB = LANES;
  private static final int AB = 2 * LANES;
  private static final int CHANGE = 3 * LANES;
  private static final int LARGEST = 4 * LANES;

  private final Tensor a;
  private final Tensor b;
  private final long repeats;

  /** What each chunk gave, lanes added up: added in their order at the end. */
  private final double[][] parts;

  private double largest;
  private long same;
  private long notFinite;

  private Pairs(Tensor a, Tensor b) {
    Tensor[] once = withoutCommonRepeats(a.asReal(), b.asReal());
    this.a = once[0];
    this.b = once[1];
    this.repeats = once[0].count() == 0 ? 1 : a.asReal().count() / once[0].count();
    this.parts = new double[Math.toIntExact((this.a.count() + Pass.CHUNK - 1) / Pass.CHUNK)][4];
  }

  /**
   * Goes over the pairs of tensors in parallel.
   *
   * @throws IllegalArgumentException if the shapes of a pair differ
   */
  public static List<Pairs> of(List<Tensor> first, List<Tensor> second, int threads) {
    List<Pairs> all = new ArrayList<>();
    List<long[]> units = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      if (!first.get(i).shape().equals(second.get(i).shape())) {
        throw new IllegalArgumentException(first.get(i) + " and " + second.get(i));
      }
      Pairs pairs = new Pairs(first.get(i), second.get(i));
      all.add(pairs);
      for (int part = 0; part < pairs.parts.length; part++) units.add(new long[] {i, part});
    }
    try (Workers workers = Workers.of(threads)) {
      workers.eachIn(
          (long) units.size(),
          () -> {
            Room room = new Room();
            return unit -> {
              long[] at = units.get((int) unit);
              all.get((int) at[0]).add((int) at[1], room);
            };
          });
    }
    return all;
  }

  /** A broadcast axis of both, along which a small file can claim 2⁶³ elements, is read once. */
  private static Tensor[] withoutCommonRepeats(Tensor a, Tensor b) {
    for (int axis = 0; axis < a.shape().rank(); axis++) {
      if (a.shape().extent(axis) > 1 && a.strides()[axis] == 0 && b.strides()[axis] == 0) {
        a = a.slice(axis, 0, 1);
        b = b.slice(axis, 0, 1);
      }
    }
    return new Tensor[] {a, b};
  }

  /** Room for one thread. */
  private static final class Room {
    private final double[] a = new double[Scratch.BLOCK];
    private final double[] b = new double[Scratch.BLOCK];
  }

  private void add(int part, Room room) {
    long start = part * Pass.CHUNK;
    int length = (int) Math.min(Pass.CHUNK, a.count() - start);
    TensorReader first = a.reader();
    TensorReader second = b.reader();
    double[] lanes = new double[5 * LANES];
    long equal = 0;
    long bad = 0;
    for (int done = 0; done < length; done += Scratch.BLOCK) {
      int n = Math.min(Scratch.BLOCK, length - done);
      first.doubles(start + done, room.a, n);
      second.doubles(start + done, room.b, n);
      for (int i = 0; i < n; i++) {
        double x = room.a[i];
        double y = room.b[i];
        if (x == y || (Double.isNaN(x) && Double.isNaN(y))) equal++;
        if (Double.isFinite(x) && Double.isFinite(y)) continue;
        bad++;
        room.a[i] = 0;
        room.b[i] = 0;
      }
      for (int i = n; i % LANES != 0; i++) {
        room.a[i] = 0;
        room.b[i] = 0;
      }
      for (int at = 0; at < n; at += LANES) row(room.a, room.b, at, lanes);
    }
    first.release(start, length);
    second.release(start, length);
    double[] sums = {sum(lanes, AA), sum(lanes, BB), sum(lanes, AB), sum(lanes, CHANGE)};
    double most = 0;
    for (int lane = 0; lane < LANES; lane++) most = Math.max(most, lanes[LARGEST + lane]);
    synchronized (this) {
      parts[part] = sums;
      largest = Math.max(largest, most);
      same += equal;
      notFinite += bad;
    }
  }

  private static void row(double[] a, double[] b, int at, double[] lanes) {
    for (int lane = 0; lane < LANES; lane++) {
      double x = a[at + lane];
      double y = b[at + lane];
      double d = y - x;
      lanes[AA + lane] += x * x;
      lanes[BB + lane] += y * y;
      lanes[AB + lane] += x * y;
      lanes[CHANGE + lane] += d * d;
      lanes[LARGEST + lane] = Math.max(lanes[LARGEST + lane], Math.abs(d));
    }
  }

  private static double sum(double[] lanes, int which) {
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) sum += lanes[which + lane];
    return sum;
  }

  private double total(int which) {
    double sum = 0;
    for (double[] part : parts) sum += part[which / LANES];
    return sum;
  }

  /** The number of pairs. */
  public long count() {
    return a.count() * repeats;
  }

  /** Σab / √(Σa² Σb²); NaN if one of them is all zero. */
  public double cosine() {
    if (total(CHANGE) == 0 && total(AA) > 0) return 1; // without a rounded root
    double cosine = total(AB) / (Math.sqrt(total(AA)) * Math.sqrt(total(BB)));
    return Math.max(-1, Math.min(1, cosine));
  }

  /** ‖b − a‖ / ‖a‖; 0 if they are equal, ∞ if only a is all zero. */
  public double relativeChange() {
    double change = total(CHANGE);
    return change == 0 ? 0 : Math.sqrt(change) / Math.sqrt(total(AA));
  }

  /** The largest |b − a|. */
  public double maxChange() {
    return largest;
  }

  /** Places where both values are equal, or both NaN. */
  public long same() {
    return same * repeats;
  }

  /** Places where at least one value is NaN or infinite. */
  public long notFinite() {
    return notFinite * repeats;
  }
}
