package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Scan;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * What changed between two checkpoints, tensor by tensor.
 *
 * <pre>{@code
 * CheckpointDiff diff = CheckpointDiff.of(Checkpoint.open(before), Checkpoint.open(after));
 * diff.changes().getFirst(); // the tensor that changed most
 * }</pre>
 *
 * @param onlyA addresses that B does not have
 * @param onlyB addresses that A does not have
 * @param reshaped tensors of different shapes, whose values cannot be compared
 * @param changes the others, the greatest relative change first
 */
public record CheckpointDiff(
    List<String> onlyA,
    List<String> onlyB,
    List<ShapeChange> reshaped,
    List<TensorChange> changes) {

  private static final int BLOCK = 1 << 14;

  public CheckpointDiff {
    onlyA = List.copyOf(onlyA);
    onlyB = List.copyOf(onlyB);
    reshaped = List.copyOf(reshaped);
    changes = List.copyOf(changes);
  }

  /** A tensor that has another shape in B. */
  public record ShapeChange(String name, List<Long> shapeA, List<Long> shapeB) {
    public ShapeChange {
      shapeA = List.copyOf(shapeA);
      shapeB = List.copyOf(shapeB);
    }
  }

  /** Compares all tensors. */
  public static CheckpointDiff of(Checkpoint a, Checkpoint b) {
    return of(a.tensors(), b.tensors(), ignored -> {});
  }

  /**
   * Compares tensors of equal address; memory holds one block of each at a time.
   *
   * @param done told the address of each tensor that was compared
   */
  public static CheckpointDiff of(List<Tensor> a, List<Tensor> b, Consumer<String> done) {
    List<String> onlyA = new ArrayList<>();
    List<ShapeChange> reshaped = new ArrayList<>();
    List<TensorChange> changes = new ArrayList<>();
    for (Tensor before : a) {
      var found = b.stream().filter(t -> t.address().equals(before.address())).findFirst();
      if (found.isEmpty()) {
        onlyA.add(before.address());
        continue;
      }
      Tensor after = found.get();
      if (!before.shape().equals(after.shape())
          || before.dtype().isComplex() != after.dtype().isComplex()) {
        reshaped.add(new ShapeChange(before.address(), extents(before), extents(after)));
      } else {
        changes.add(change(before, after));
      }
      done.accept(before.address());
    }
    List<String> known = a.stream().map(Tensor::address).toList();
    List<String> onlyB =
        b.stream().map(Tensor::address).filter(name -> !known.contains(name)).toList();
    changes.sort(
        Comparator.comparingDouble(TensorChange::relativeChange)
            .reversed()
            .thenComparing(TensorChange::name));
    return new CheckpointDiff(onlyA, onlyB, reshaped, changes);
  }

  private static List<Long> extents(Tensor tensor) {
    return Arrays.stream(tensor.shape().toArray()).boxed().toList();
  }

  private static TensorChange change(Tensor before, Tensor after) {
    Tensor a = before.asReal();
    Tensor b = after.asReal();
    Sums sums = new Sums();
    TensorReader readA = a.reader();
    TensorReader readB = b.reader();
    double[] blockA = new double[BLOCK];
    double[] blockB = new double[BLOCK];
    for (long at = 0; at < a.count(); at += BLOCK) {
      int n = (int) Math.min(BLOCK, a.count() - at);
      readA.doubles(at, blockA, n);
      readB.doubles(at, blockB, n);
      sums.add(blockA, blockB, n);
    }
    Scan scanA = Scan.of(a, Scan.Settings.defaults());
    Scan scanB = Scan.of(b, Scan.Settings.defaults());
    DistributionDistance distance = DistributionDistance.of(scanA.cells(), scanB.cells());
    double std = scanA.moments().std();
    double moved = distance.wasserstein();
    return new TensorChange(
        before.address(),
        extents(before),
        before.dtype().label(),
        after.dtype().label(),
        before.count(),
        sums.difference == 0 ? 0 : Math.sqrt(sums.difference / sums.squareA),
        sums.product / Math.sqrt(sums.squareA) / Math.sqrt(sums.squareB),
        sums.greatest,
        a.count() == 0 ? 1 : (double) sums.equal / a.count(),
        moved == 0 ? 0 : moved / std,
        distance.kolmogorovSmirnov(),
        distance.exact(),
        sums.notFinite);
  }

  /** Sums over pairs of elements. */
  private static final class Sums {
    private double squareA;
    private double squareB;
    private double product;
    private double difference;
    private double greatest;
    private long equal;
    private long notFinite;

    void add(double[] a, double[] b, int n) {
      for (int i = 0; i < n; i++) {
        double x = a[i];
        double y = b[i];
        if (x == y || (Double.isNaN(x) && Double.isNaN(y))) equal++;
        double d = y - x;
        if (!Double.isFinite(d)) {
          notFinite++;
          continue;
        }
        squareA += x * x;
        squareB += y * y;
        product += x * y;
        difference += d * d;
        greatest = Math.max(greatest, Math.abs(d));
      }
    }
  }
}
