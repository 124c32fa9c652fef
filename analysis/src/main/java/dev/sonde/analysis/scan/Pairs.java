package dev.sonde.analysis.scan;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Two tensors of one shape, element by element. Sums run over the places where both values are
 * finite; complex elements count as two reals. Whole numbers of 64 bits are compared as they are,
 * although double would round them; sums of squares that leave the range of double are taken again
 * in another unit.
 */
public final class Pairs {

  private static final int LANES = Tally.LANES;

  /** Sums of squares outside of this, and of its inverse, are taken again in another unit. */
  private static final double SURE = 1e200;

  // Places of the sums in a part.
  private static final int AA = 0;
  private static final int BB = LANES;
  private static final int AB = 2 * LANES;
  private static final int CHANGE = 3 * LANES;
  private static final int LARGEST = 4 * LANES;

  private final Tensor a;
  private final Tensor b;
  private final long repeats;

  /** Σa², Σb², Σab and Σ(b − a)² of each chunk, lanes added up: added in their order at the end. */
  private final ScaledSum[][] parts;

  private double largest;
  private long same;
  private long notFinite;

  private Pairs(Tensor a, Tensor b) {
    Tensor[] once = withoutCommonRepeats(a.asReal(), b.asReal());
    this.a = once[0];
    this.b = once[1];
    this.repeats = once[0].count() == 0 ? 1 : a.asReal().count() / once[0].count();
    this.parts = new ScaledSum[Math.toIntExact((this.a.count() + Pass.CHUNK - 1) / Pass.CHUNK)][];
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
    private final double[] lowA = new double[Scratch.BLOCK];
    private final double[] lowB = new double[Scratch.BLOCK];
    private final double[] change = new double[Scratch.BLOCK];

    /** A place that counts in no sum. */
    private void leaveOut(int i) {
      a[i] = 0;
      b[i] = 0;
      change[i] = 0;
    }
  }

  private void add(int part, Room room) {
    long start = part * Pass.CHUNK;
    int length = (int) Math.min(Pass.CHUNK, a.count() - start);
    WideReader first = new WideReader(a);
    WideReader second = new WideReader(b);
    double[] lanes = new double[5 * LANES];
    long equal = 0;
    long bad = 0;
    for (int done = 0; done < length; done += Scratch.BLOCK) {
      int n = Math.min(Scratch.BLOCK, length - done);
      read(first, second, start + done, n, room);
      for (int i = 0; i < n; i++) {
        double x = room.a[i];
        double y = room.b[i];
        if (Double.isFinite(x) && Double.isFinite(y)) {
          if (room.change[i] == 0) equal++;
          continue;
        }
        if (x == y || (Double.isNaN(x) && Double.isNaN(y))) equal++;
        bad++;
        room.leaveOut(i);
      }
      for (int at = 0; at < n; at += LANES) row(room, at, lanes);
    }
    double[] sums = {sum(lanes, AA), sum(lanes, BB), sum(lanes, AB), sum(lanes, CHANGE)};
    double most = 0;
    for (int lane = 0; lane < LANES; lane++) most = Math.max(most, lanes[LARGEST + lane]);
    boolean sure = isSure(sums[0]) && isSure(sums[1]) && (most == 0 || isSure(sums[3]));
    ScaledSum[] found =
        sure
            ? Arrays.stream(sums).mapToObj(ScaledSum::of).toArray(ScaledSum[]::new)
            : sumAgain(first, second, start, length, room);
    first.release(start, length);
    second.release(start, length);
    synchronized (this) {
      parts[part] = found;
      largest = Math.max(largest, most);
      same += equal;
      notFinite += bad;
    }
  }

  private static boolean isSure(double squares) {
    return squares <= SURE && squares >= 1 / SURE;
  }

  /** Values, changes, and zeros up to whole lanes. */
  private static void read(WideReader first, WideReader second, long from, int n, Room room) {
    first.read(from, room.a, room.lowA, n);
    second.read(from, room.b, room.lowB, n);
    for (int i = 0; i < n; i++) {
      room.change[i] = (room.b[i] - room.a[i]) + (room.lowB[i] - room.lowA[i]);
      room.a[i] += room.lowA[i];
      room.b[i] += room.lowB[i];
    }
    int end = (n + LANES - 1) / LANES * LANES;
    Arrays.fill(room.a, n, end, 0);
    Arrays.fill(room.b, n, end, 0);
    Arrays.fill(room.change, n, end, 0);
  }

  private static void row(Room room, int at, double[] lanes) {
    double[] a = room.a;
    double[] b = room.b;
    double[] change = room.change;
    for (int lane = 0; lane < LANES; lane++) {
      double x = a[at + lane];
      double y = b[at + lane];
      double d = change[at + lane];
      lanes[AA + lane] += x * x;
      lanes[BB + lane] += y * y;
      lanes[AB + lane] += x * y;
      lanes[CHANGE + lane] += d * d;
      lanes[LARGEST + lane] = Math.max(lanes[LARGEST + lane], Math.abs(d));
    }
  }

  /** A chunk once more, each of a, b and b − a in the unit of its largest. */
  private static ScaledSum[] sumAgain(
      WideReader first, WideReader second, long start, int length, Room room) {
    double[] most = new double[3];
    IntConsumer reach =
        i -> {
          most[0] = Math.max(most[0], Math.abs(room.a[i]));
          most[1] = Math.max(most[1], Math.abs(room.b[i]));
          most[2] = Math.max(most[2], Math.abs(room.change[i]));
        };
    finite(first, second, start, length, room, reach);
    int a = exponent(most[0]);
    int b = exponent(most[1]);
    int c = exponent(most[2]);
    double[] sums = new double[4];
    IntConsumer add =
        i -> {
          double x = Math.scalb(room.a[i], -a);
          double y = Math.scalb(room.b[i], -b);
          double d =
              Double.isFinite(room.change[i])
                  ? Math.scalb(room.change[i], -c)
                  : Math.scalb(room.b[i], -c) - Math.scalb(room.a[i], -c);
          sums[0] += x * x;
          sums[1] += y * y;
          sums[2] += x * y;
          sums[3] += d * d;
        };
    finite(first, second, start, length, room, add);
    return new ScaledSum[] {
      new ScaledSum(sums[0], 2 * a),
      new ScaledSum(sums[1], 2 * b),
      new ScaledSum(sums[2], a + b),
      new ScaledSum(sums[3], 2 * c)
    };
  }

  private static int exponent(double most) {
    return most == 0 ? 0 : Math.min(Math.getExponent(most), Double.MAX_EXPONENT);
  }

  /** Visits the places of a chunk where both are finite. */
  private static void finite(
      WideReader first, WideReader second, long start, int length, Room room, IntConsumer visitor) {
    for (int done = 0; done < length; done += Scratch.BLOCK) {
      int n = Math.min(Scratch.BLOCK, length - done);
      read(first, second, start + done, n, room);
      for (int i = 0; i < n; i++) {
        if (Double.isFinite(room.a[i]) && Double.isFinite(room.b[i])) visitor.accept(i);
      }
    }
  }

  private static double sum(double[] lanes, int which) {
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) sum += lanes[which + lane];
    return sum;
  }

  private ScaledSum total(int which) {
    ScaledSum sum = ScaledSum.of(0);
    for (ScaledSum[] part : parts) sum = sum.plus(part[which / LANES]);
    return sum;
  }

  /** The number of pairs. */
  public long count() {
    return a.count() * repeats;
  }

  /** Σab / √(Σa² Σb²); NaN if one of them is all zero. */
  public double cosine() {
    ScaledSum aa = total(AA);
    ScaledSum bb = total(BB);
    if (total(CHANGE).isZero() && !aa.isZero()) return 1; // without a rounded root
    double cosine = total(AB).dividedByRoots(aa, bb);
    return Math.max(-1, Math.min(1, cosine));
  }

  /** ‖b − a‖ / ‖a‖; 0 if they are equal, ∞ if only a is all zero. */
  public double relativeChange() {
    ScaledSum change = total(CHANGE);
    return change.isZero() ? 0 : change.rootOver(total(AA));
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
