package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Pairs;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.analysis.scan.Scans;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.GgufNames;
import dev.sonde.checkpoint.Glob;
import dev.sonde.checkpoint.WrappedNames;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * What changed from one checkpoint to another.
 *
 * @param onlyInA addresses that only the first has, in its order
 * @param onlyInB addresses that only the second has, in its order
 * @param reshaped tensors of both whose shapes differ, or one of which is complex, so that no
 *     values can be compared
 * @param changed how many of {@code tensors} have a value that is not the same in both
 * @param tensors the tensors that both have, the most changed first: by {@link
 *     TensorDiff#relativeChange}, where everything is more than nothing; then by address
 * @param notes which names were taken for the same, see {@link WrappedNames} and {@link GgufNames}
 */
public record CheckpointDiff(
    List<String> onlyInA,
    List<String> onlyInB,
    List<Reshaped> reshaped,
    int changed,
    List<TensorDiff> tensors,
    List<String> notes) {

  public CheckpointDiff {
    notes = List.copyOf(notes);
    onlyInA = List.copyOf(onlyInA);
    onlyInB = List.copyOf(onlyInB);
    reshaped = List.copyOf(reshaped);
    tensors = List.copyOf(tensors);
  }

  /** A tensor whose shape is not the same in both, or which is complex in one only. */
  public record Reshaped(
      String name, List<Long> shapeA, List<Long> shapeB, String dtypeA, String dtypeB) {
    public Reshaped {
      shapeA = List.copyOf(shapeA);
      shapeB = List.copyOf(shapeB);
    }
  }

  /**
   * @param match globs; a tensor is compared if one of them matches, or if there are none
   * @param threads how many threads may work; has no influence on the result
   */
  public record Settings(List<String> match, int threads) {
    public Settings {
      match = List.copyOf(match);
      if (threads < 1) throw new IllegalArgumentException(threads + " threads");
    }

    /** All tensors; as many threads as there are processors. */
    public static Settings defaults() {
      return new Settings(List.of(), Runtime.getRuntime().availableProcessors());
    }

    private List<Tensor> chosen(Checkpoint checkpoint) {
      List<Glob> globs = match.stream().map(Glob::of).toList();
      return checkpoint.tensors().stream()
          .filter(t -> globs.isEmpty() || globs.stream().anyMatch(g -> g.matches(t.address())))
          .toList();
    }
  }

  /**
   * Compares tensors of the same address.
   *
   * @throws IllegalArgumentException if a glob is malformed
   */
  public static CheckpointDiff of(Checkpoint a, Checkpoint b, Settings settings) {
    return of(a, b, settings, ignored -> {});
  }

  /**
   * As {@link #of(Checkpoint, Checkpoint, Settings)}.
   *
   * @param done told the address of each tensor whose distributions were compared, which is the
   *     longer half of the work
   */
  public static CheckpointDiff of(
      Checkpoint before, Checkpoint after, Settings settings, Consumer<String> done) {
    GgufNames.Alike alike = GgufNames.of(before, after);
    Checkpoint a = alike.a();
    Checkpoint b = WrappedNames.align(a, alike.b());
    List<String> notes = new ArrayList<>();
    if (!alike.note().isEmpty()) notes.add(alike.note());
    if (b != alike.b()) notes.add(b.notes().getLast());
    List<String> onlyInA = new ArrayList<>();
    List<Reshaped> reshaped = new ArrayList<>();
    List<Tensor> first = new ArrayList<>();
    List<Tensor> second = new ArrayList<>();
    for (Tensor tensor : settings.chosen(a)) {
      if (!b.has(tensor.address())) {
        onlyInA.add(tensor.address());
        continue;
      }
      Tensor other = b.tensor(tensor.address());
      boolean pairs = tensor.dtype().isComplex() == other.dtype().isComplex();
      if (pairs && tensor.shape().equals(other.shape())) {
        first.add(tensor);
        second.add(other);
      } else {
        reshaped.add(
            new Reshaped(
                tensor.address(),
                shape(tensor),
                shape(other),
                tensor.dtype().label(),
                other.dtype().label()));
      }
    }
    List<String> onlyInB =
        settings.chosen(b).stream().map(Tensor::address).filter(name -> !a.has(name)).toList();
    List<TensorDiff> tensors = compare(first, second, settings.threads(), done);
    int changed = (int) tensors.stream().filter(t -> t.unchanged() < 1).count();
    return new CheckpointDiff(onlyInA, onlyInB, reshaped, changed, tensors, notes);
  }

  private static List<TensorDiff> compare(
      List<Tensor> first, List<Tensor> second, int threads, Consumer<String> done) {
    List<Pairs> pairs = Pairs.of(first, second, threads);
    List<TensorDiff> tensors = new ArrayList<>();
    Scan.Settings scan = new Scan.Settings(0, threads);
    for (int i = 0; i < first.size(); i++) {
      Tensor a = first.get(i);
      Tensor b = second.get(i);
      // Together, so that two tensors' cells at a time are in memory.
      List<Scan> scans = Scans.of(List.of(a, b), scan, (tensor, seen) -> seen);
      tensors.add(TensorDiff.of(a, b, shape(a), pairs.get(i), scans));
      done.accept(a.address());
    }
    tensors.sort(
        Comparator.comparingDouble(TensorDiff::order).reversed().thenComparing(TensorDiff::name));
    return tensors;
  }

  private static List<Long> shape(Tensor tensor) {
    return Arrays.stream(tensor.shape().toArray()).boxed().toList();
  }
}
