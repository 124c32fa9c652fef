package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Value;
import dev.sonde.network.work.Contraction;
import java.util.List;
import java.util.Optional;

/** How many elements the kinds of operators give at most; see {@link Sizes}. */
final class SizeRules {

  private final CallArguments of;

  SizeRules(CallArguments of) {
    this.of = of;
  }

  double broadcast() {
    return broadcast(0);
  }

  /** Arrays against each other, aligned at their last axes. */
  double broadcast(int from) {
    double elements = 1;
    List<Array> arrays = of.arrays();
    int rank = 0;
    for (int i = from; i < arrays.size(); i++) rank = Math.max(rank, arrays.get(i).rank());
    for (int back = 1; back <= rank; back++) {
      long extent = 1;
      for (int i = from; i < arrays.size(); i++) {
        Array array = arrays.get(i);
        if (back <= array.rank()) extent = Math.max(extent, array.extent(-back));
      }
      elements *= extent;
    }
    return elements * Math.max(1, of.schema().returns().size());
  }

  /** A product of matrices, the second transposed or not; batches against each other. */
  double matrices(int left, int right, boolean transposed) {
    Optional<Array> a = of.array(left);
    Optional<Array> b = of.array(right);
    if (a.isEmpty() || b.isEmpty()) return of.all();
    double inner = Math.max(1, a.get().rank() == 0 ? 1 : a.get().extent(-1));
    double rows = a.get().count() / inner;
    Array second = b.get();
    if (second.rank() < 2) return rows;
    double columns = second.extent(transposed ? -2 : -1);
    double batches =
        Math.max(1, second.count() / Math.max(1.0, second.extent(-1) * (double) second.extent(-2)));
    return rows
        * columns
        * (a.get().rank() > 2 && second.rank() > 2
            ? Math.max(1, batches / batch(a.get()))
            : batches);
  }

  private static double batch(Array array) {
    return Math.max(1, array.count() / Math.max(1.0, array.extent(-1) * (double) array.extent(-2)));
  }

  double convolution(int input, int weight) {
    Optional<Array> x = of.array(input);
    Optional<Array> w = of.array(weight);
    if (x.isEmpty() || w.isEmpty() || w.get().rank() < 3) return of.all();
    boolean transposed =
        of.schema().name().contains("transpose")
            || of.argument("transposed").equals(Optional.of(Value.of(true)));
    int axes = w.get().rank() - 2;
    double channels = transposed ? w.get().extent(1) * of.whole("groups", 1) : w.get().extent(0);
    double elements = channels * (x.get().rank() == w.get().rank() ? x.get().extent(0) : 1);
    for (int axis = 0; axis < axes; axis++) {
      double extent = x.get().rank() > axes ? x.get().extent(axis - axes) : 1;
      double kernel = w.get().extent(axis + 2) * of.at("dilation", axis, 1);
      double padding = 2 * of.at("padding", axis, 0) + of.at("output_padding", axis, 0);
      boolean same = of.argument("padding").filter(Value.Text.class::isInstance).isPresent();
      double stride = of.at("stride", axis, 1);
      elements *=
          transposed
              ? extent * stride + kernel + padding
              : Math.max(1, (extent + padding + (same ? kernel : 0)) / Math.max(1, stride) + 1);
    }
    return elements;
  }

  double range() {
    double step = of.whole("step", 1);
    return Math.abs((of.whole("end", 0) - of.whole("start", 0)) / (step == 0 ? 1 : step)) + 1;
  }

  double repeated() {
    if (of.argument("repeats").orElse(Value.nothing()) instanceof Value.OfArray repeats) {
      double most = repeats.array().count() == 0 ? 0 : total(repeats.array());
      boolean one = of.arrays().size() < 2;
      return one ? most : Math.max(1, of.first()) * Math.max(1, most);
    }
    return of.first() * Math.max(0, of.whole("repeats", 1));
  }

  private static double total(Array whole) {
    double total = 0;
    for (long number : whole.toLongs()) total += Math.max(0, number);
    return total;
  }

  double padded() {
    Optional<Array> x = of.array(0);
    if (x.isEmpty()) return 1;
    List<Double> pairs = of.wholes("pad").isEmpty() ? of.wholes("padding") : of.wholes("pad");
    double elements = 1;
    for (int back = 1; back <= x.get().rank(); back++) {
      double more = 0;
      for (int i = 2 * back - 2; i < 2 * back && i < pairs.size(); i++)
        more += Math.max(0, pairs.get(i));
      elements *= x.get().extent(-back) + more;
    }
    return elements;
  }

  /** The greatest whole number of the first array, by which some operators choose a size. */
  double greatest() {
    Optional<Array> x = of.array(0);
    double greatest = 0;
    if (x.isPresent() && !x.get().isReal()) {
      for (long number : x.get().toLongs()) greatest = Math.max(greatest, (double) number);
    }
    return greatest;
  }

  double chained() {
    double rows = 1;
    double columns = 1;
    for (Array array : of.arrays()) {
      if (array.rank() == 0) continue;
      rows = Math.max(rows, (double) array.extent(0));
      columns = Math.max(columns, (double) array.extent(-1));
    }
    return rows * columns;
  }

  /** {@code x[i, :, j]}: the axes that are not indexed, and the indices against each other. */
  double indexed() {
    Optional<Array> x = of.array(0);
    if (x.isEmpty() || !(of.given().get(1) instanceof Value.Sequence indices)) return of.first();
    double kept = 1;
    int axis = 0;
    for (Value index : indices.items()) {
      boolean mask = index instanceof Value.OfArray one && one.array().type() == ElementType.BOOL;
      int taken = mask ? ((Value.OfArray) index).array().rank() : 1;
      if (!(index instanceof Value.OfArray) && axis < x.get().rank()) kept *= x.get().extent(axis);
      axis += taken;
    }
    for (; axis < x.get().rank(); axis++) kept *= x.get().extent(axis);
    return kept * broadcast(1);
  }

  /** A sum over letters; all against all where there is no equation. */
  Contraction einstein() {
    return of.given().getFirst() instanceof Value.Text text
        ? Contraction.of(text.text(), of.arrays())
        : new Contraction(of.all(), of.all());
  }

  double selected() {
    Optional<Array> x = of.array(0);
    if (x.isEmpty() || x.get().rank() == 0) return 1;
    int axis = (int) Math.clamp(of.whole("dim", 0), -x.get().rank(), x.get().rank() - 1);
    return x.get().extent(axis);
  }

  double recurrent() {
    double hidden =
        of.array(1).filter(h -> h.rank() > 0).map(h -> (double) h.extent(-1)).orElse(1.0);
    double rows = of.first() / Math.max(1, of.width(0));
    return 2 * rows * hidden + 2 * of.sum() / Math.max(1, of.arrays().size());
  }

  /** A size that is given, or factors; channels and batches stay. */
  double sized() {
    Optional<Array> x = of.array(0);
    if (x.isEmpty()) return 1;
    List<Double> size = of.wholes("output_size");
    if (size.isEmpty()) {
      return of.first()
          * CallArguments.product(
              of.wholes("scale_factors").stream().map(f -> Math.max(1, f)).toList());
    }
    double kept = 1;
    for (int axis = 0; axis < x.get().rank() - size.size(); axis++) kept *= x.get().extent(axis);
    return Math.max(1, kept) * CallArguments.product(size) * of.schema().returns().size();
  }

  double pooled() {
    Optional<Array> x = of.array(0);
    if (x.isEmpty()) return 1;
    int axes = of.schema().name().contains("3d") ? 3 : of.schema().name().contains("2d") ? 2 : 1;
    double elements = of.schema().returns().size();
    for (int axis = 0; axis < x.get().rank(); axis++) {
      boolean spatial = axis >= x.get().rank() - axes;
      elements *= x.get().extent(axis) + (spatial ? 2 * of.at("padding", 0, 0) + 1 : 0);
    }
    return elements;
  }

  double transformed() {
    double longest = 1;
    for (String name : List.of("n", "s")) {
      for (double number : of.wholes(name)) longest *= Math.max(1, number);
    }
    return 2 * of.first() * longest;
  }
}
