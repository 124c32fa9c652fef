package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Binary;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import java.util.Arrays;
import java.util.List;

/** Elements by position. */
final class IndexOperators {

  /** What sorting a number takes, in the time of going through one. */
  private static final int SORTING = 32;

  private IndexOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one("Gather", 2, Units.LAST, "axis", IndexOperators::gather),
        Operator.one("GatherElements", 2, Units.SAME, "axis", IndexOperators::gatherElements),
        Operator.one("GatherND", 2, Units.LAST, "batch_dims", IndexOperators::gatherNd),
        Operator.one("Scatter", 3, Units.SAME, "axis", IndexOperators::scatter),
        Operator.one("ScatterElements", 3, Units.SAME, "axis reduction", IndexOperators::scatter),
        Operator.one("ScatterND", 3, Units.SAME, "reduction", IndexOperators::scatterNd),
        Operator.many("TopK", 1, Units.BY_RANK, "axis k largest sorted", IndexOperators::top)
            .counting(1),
        Operator.one(
                "NonZero",
                1,
                Units.BY_RANK,
                "",
                call -> Indexing.nonZero(call.input(0)).transpose(0, 1))
            .counting(0),
        Operator.one("OneHot", 3, Units.BY_RANK, "axis", IndexOperators::oneHot).like(2),
        Operator.one("Compress", 2, Units.SAME, "axis", IndexOperators::compress),
        Operator.many("Unique", 1, Units.BY_RANK, "axis sorted", Uniques::unique).counting(1),
        Operator.one("Trilu", 1, Units.SAME, "upper", IndexOperators::triangle));
  }

  /** Negative positions count from the end. */
  private static Array positions(Call call, int input, long extent) {
    Array given = call.input(input);
    if (given.isReal()) throw call.refused("needs whole numbers as its input " + input);
    Array wide = given.to(ElementType.INT64);
    Array zero = Array.ofIndices(new long[] {0});
    Array shifted = Binary.ADD.of(wide, Array.ofIndices(new long[] {extent}));
    return shifted.where(Binary.LESS.of(wide, zero), wide).view(given.shape().toArray());
  }

  private static Array gather(Call call) {
    Array x = call.input(0);
    int axis = call.axis(call.integer("axis", 0), x.rank());
    Array positions = positions(call, 1, x.extent(axis));
    long[] at = positions.shape().toArray();
    long[] from = x.shape().toArray();
    long[] shape = new long[from.length - 1 + at.length];
    System.arraycopy(from, 0, shape, 0, axis);
    System.arraycopy(at, 0, shape, axis, at.length);
    System.arraycopy(from, axis + 1, shape, axis + at.length, from.length - axis - 1);
    call.requireSize(shape);
    return x.pick(axis, positions.view(-1)).view(shape);
  }

  private static Array gatherElements(Call call) {
    Array x = call.input(0);
    int axis = call.axis(call.integer("axis", 0), x.rank());
    return x.gather(axis, positions(call, 1, x.extent(axis)));
  }

  /** The rows that indices [… × k] name in the first k axes after the batch. */
  private static Array gatherNd(Call call) {
    Array x = call.input(0);
    Array indices = call.input(1).to(ElementType.INT64);
    int batch = Math.clamp(call.integer("batch_dims", 0), 0, Math.min(x.rank(), indices.rank()));
    int depth = Math.toIntExact(indices.extent(-1));
    if (batch + depth > x.rank()) throw call.refused("names " + depth + " axes of " + x.shape());
    long batches = 1;
    for (int i = 0; i < batch; i++) batches *= x.extent(i);
    long perBatch = 1;
    for (int i = batch; i < batch + depth; i++) perBatch *= x.extent(i);
    Array rows = x.view(batches * perBatch, -1);
    Array flat = linear(indices, x, batch, depth).view(batches, -1);
    Array offsets =
        Indexing.range(0, (double) batches, 1, ElementType.INT64)
            .multiply(Array.ofIndices(new long[] {perBatch}))
            .view(batches, 1);
    long[] head = Arrays.copyOf(indices.shape().toArray(), indices.rank() - 1);
    long[] tail = Arrays.copyOfRange(x.shape().toArray(), batch + depth, x.rank());
    long[] shape = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, shape, head.length, tail.length);
    call.requireSize(shape);
    return rows.pick(0, Binary.ADD.of(flat, offsets).view(-1)).view(shape);
  }

  /** Row-major positions of indices [… × depth] within the axes from {@code first} on. */
  private static Array linear(Array indices, Array x, int first, int depth) {
    Array flat = Array.ofIndices(new long[] {0});
    for (int i = 0; i < depth; i++) {
      long extent = x.extent(first + i);
      Array one = indices.select(indices.rank() - 1, i);
      Array zero = Array.ofIndices(new long[] {0});
      Array shifted = Binary.ADD.of(one, Array.ofIndices(new long[] {extent}));
      Array positive = shifted.where(Binary.LESS.of(one, zero), one);
      flat = flat.multiply(Array.ofIndices(new long[] {extent})).add(positive);
    }
    return depth == 0
        ? flat.expand(Arrays.copyOf(indices.shape().toArray(), indices.rank() - 1))
        : flat;
  }

  private static Array scatter(Call call) {
    Array x = call.input(0);
    int axis = call.axis(call.integer("axis", 0), x.rank());
    Array at = positions(call, 1, x.extent(axis));
    return scatter(call, x, axis, at, call.input(2));
  }

  private static Array scatter(Call call, Array x, int axis, Array at, Array updates) {
    String reduction = call.text("reduction", "none");
    return switch (reduction) {
      case "none" -> Indexing.scatter(x, axis, at, updates);
      case "add" -> Indexing.scatter(x, axis, at, updates, "sum");
      case "mul" -> Indexing.scatter(x, axis, at, updates, "prod");
      case "max" -> Indexing.scatter(x, axis, at, updates, "amax");
      case "min" -> Indexing.scatter(x, axis, at, updates, "amin");
      default -> throw call.refused("joins by '" + reduction + "'");
    };
  }

  private static Array scatterNd(Call call) {
    Array x = call.input(0);
    Array indices = call.input(1).to(ElementType.INT64);
    int depth = Math.toIntExact(indices.extent(-1));
    if (depth > x.rank()) throw call.refused("names " + depth + " axes of " + x.shape());
    long count = 1;
    for (int i = 0; i < depth; i++) count *= x.extent(i);
    Array rows = x.view(count, -1);
    Array at = linear(indices, x, 0, depth).view(-1, 1).expand(-1, rows.extent(1));
    Array updates = call.input(2).view(at.extent(0), rows.extent(1));
    return scatter(call, rows, 0, at, updates).view(x.shape().toArray());
  }

  private static List<Array> top(Call call) {
    Array x = call.input(0);
    int axis = call.axis(call.integer("axis", -1), x.rank());
    long k = call.opset() >= 10 ? call.numbers(1)[0] : call.integer("k", 0);
    if (k < 0 || k > x.extent(axis)) {
      throw call.refused("asks for " + k + " of " + x.extent(axis) + " elements");
    }
    if (x.rank() == 0) throw call.refused("sorts one number");
    // All are sorted, with their places.
    call.run().budget().require(12 * x.count());
    call.run().work().charge(SORTING * (double) x.count());
    return Indexing.top(x, k, axis, call.flag("largest", true));
  }

  private static Array oneHot(Call call) {
    Array at = call.input(0).to(ElementType.INT64);
    long depth = (long) call.number(1);
    Array values = call.input(2);
    int axis = call.axis(call.integer("axis", -1), at.rank() + 1);
    long[] shape = new long[at.rank() + 1];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = i == axis ? depth : at.extent(i < axis ? i : i - 1);
    }
    call.requireSize(shape);
    long[] along = new long[shape.length];
    Arrays.fill(along, 1);
    along[axis] = depth;
    Array columns = Indexing.range(0, (double) depth, 1, ElementType.INT64).view(along);
    Array zero = Array.ofIndices(new long[] {0});
    Array shifted = Binary.ADD.of(at, Array.ofIndices(new long[] {depth}));
    Array positive = shifted.where(Binary.LESS.of(at, zero), at);
    Array hot = Binary.EQUAL.of(positive.unsqueeze(axis), columns);
    return values.select(0, 1).where(hot, values.select(0, 0));
  }

  /** The slices where a list of truths says so. */
  private static Array compress(Call call) {
    Array x = call.has("axis") ? call.input(0) : call.input(0).view(-1);
    int axis = call.axis(call.integer("axis", 0), x.rank());
    Array chosen = Indexing.nonZero(call.input(1).view(-1)).view(-1);
    return x.pick(axis, chosen);
  }

  private static Array triangle(Call call) {
    long diagonal = call.optional(1).isPresent() ? call.numbers(1)[0] : 0;
    return Indexing.triangle(call.input(0), call.flag("upper", true), diagonal);
  }
}
