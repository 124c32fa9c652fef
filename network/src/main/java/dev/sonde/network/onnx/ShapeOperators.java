package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Indexing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The same elements under another shape, and shapes as numbers. */
final class ShapeOperators {

  private ShapeOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one("Shape", 1, Units.BY_RANK, "end start", ShapeOperators::shape).counting(0),
        Operator.one(
                "Size",
                1,
                Units.BY_RANK,
                "",
                call -> Array.ofIndices(new long[] {call.input(0).count()}).squeeze(0))
            .counting(0),
        Operator.one("Reshape", 2, Units.BY_RANK, "allowzero", ShapeOperators::reshape),
        Operator.one("Flatten", 1, Units.LAST, "axis", ShapeOperators::flatten),
        Operator.one("Squeeze", 1, Units.BY_RANK, "axes", ShapeOperators::squeeze),
        Operator.one("Unsqueeze", 1, Units.BY_RANK, "axes", ShapeOperators::unsqueeze),
        Operator.one("Transpose", 1, Units.BY_RANK, "perm", ShapeOperators::transpose),
        Operator.one("Expand", 2, Units.BY_RANK, "", ShapeOperators::expand),
        Operator.one("DepthToSpace", 1, Units.CHANNELS, "blocksize mode", ShapeOperators::spread),
        Operator.one("SpaceToDepth", 1, Units.CHANNELS, "blocksize", ShapeOperators::gather));
  }

  private static Array shape(Call call) {
    long[] shape = call.input(0).shape().toArray();
    int start = bound(call.integer("start", 0), shape.length);
    int end = bound(call.integer("end", shape.length), shape.length);
    long[] part = Arrays.copyOfRange(shape, start, Math.max(start, end));
    return Array.ofIndices(part, part.length);
  }

  private static int bound(long given, int rank) {
    return Math.clamp(given < 0 ? given + rank : given, 0, rank);
  }

  private static Array reshape(Call call) {
    Array x = call.input(0);
    long[] wanted =
        call.numbers(1, "shape").orElseThrow(() -> call.refused("does not say which shape"));
    boolean zeroIsZero = call.flag("allowzero", false);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] != 0 || zeroIsZero) continue;
      if (i >= x.rank()) throw call.refused("copies extent " + i + " of an array " + x.shape());
      wanted[i] = x.extent(i);
    }
    if (Arrays.stream(wanted).anyMatch(extent -> extent < -1)) {
      throw call.refused("reshapes to " + Arrays.toString(wanted));
    }
    return x.view(wanted);
  }

  private static Array flatten(Call call) {
    Array x = call.input(0);
    long given = call.integer("axis", 1);
    int axis = given == x.rank() ? x.rank() : call.axis(given, Math.max(1, x.rank()));
    long rows = 1;
    for (int i = 0; i < axis; i++) rows *= x.extent(i);
    return x.view(rows, rows == 0 ? x.count() : x.count() / rows);
  }

  /** Axes are an attribute before version 13, an input since; none means all of extent 1. */
  private static Array squeeze(Call call) {
    Array x = call.input(0);
    long[] axes =
        call.numbers(1, "axes")
            .orElseGet(
                () -> LongStream.range(0, x.rank()).filter(i -> x.extent((int) i) == 1).toArray());
    boolean[] gone = new boolean[x.rank()];
    for (long given : axes) {
      int axis = call.axis(given, x.rank());
      if (x.extent(axis) != 1) {
        throw call.refused("drops axis " + axis + " of an array " + x.shape());
      }
      gone[axis] = true;
    }
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < gone.length; i++) if (!gone[i]) kept.add(x.extent(i));
    return x.view(kept.stream().mapToLong(Long::longValue).toArray());
  }

  private static Array unsqueeze(Call call) {
    Array x = call.input(0);
    long[] axes =
        call.numbers(1, "axes").orElseThrow(() -> call.refused("does not say which axes it adds"));
    int rank = x.rank() + axes.length;
    if (rank > Limits.RANK) throw call.refused("makes an array with " + rank + " axes");
    boolean[] added = new boolean[rank];
    for (long given : axes) {
      int axis = call.axis(given, rank);
      if (added[axis]) throw call.refused("adds axis " + axis + " twice");
      added[axis] = true;
    }
    long[] shape = new long[rank];
    int from = 0;
    for (int i = 0; i < rank; i++) shape[i] = added[i] ? 1 : x.extent(from++);
    return x.view(shape);
  }

  private static Array transpose(Call call) {
    Array x = call.input(0);
    long[] axes =
        call.integers("perm")
            .orElseGet(() -> LongStream.range(0, x.rank()).map(i -> x.rank() - 1 - i).toArray());
    return Indexing.permute(x, axes);
  }

  private static Array expand(Call call) {
    Array x = call.input(0);
    long[] wanted = call.numbers(1);
    int rank = Math.max(wanted.length, x.rank());
    long[] shape = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long own = i <= x.rank() ? x.extent(-i) : 1;
      long asked = i <= wanted.length ? wanted[wanted.length - i] : 1;
      shape[rank - i] = own == 1 ? asked : own;
    }
    call.requireSize(shape);
    return x.expand(shape);
  }

  private static Array spread(Call call) {
    Array x = call.input(0);
    long block = block(call, x);
    boolean depthFirst = call.text("mode", "DCR").equals("DCR");
    long n = x.extent(0);
    long c = x.extent(1) / (block * block);
    long h = x.extent(2);
    long w = x.extent(3);
    Array split =
        depthFirst
            ? Indexing.permute(x.view(n, block, block, c, h, w), 0, 3, 4, 1, 5, 2)
            : Indexing.permute(x.view(n, c, block, block, h, w), 0, 1, 4, 2, 5, 3);
    return split.view(n, c, h * block, w * block);
  }

  private static Array gather(Call call) {
    Array x = call.input(0);
    long block = block(call, x);
    long n = x.extent(0);
    long c = x.extent(1);
    long h = x.extent(2) / block;
    long w = x.extent(3) / block;
    return Indexing.permute(x.view(n, c, h, block, w, block), 0, 3, 5, 1, 2, 4)
        .view(n, c * block * block, h, w);
  }

  private static long block(Call call, Array x) {
    long block = call.integer("blocksize", 0);
    if (block < 1 || block > 4096 || x.rank() != 4) {
      throw call.refused("has blocks of " + block + " in an array " + x.shape());
    }
    return block;
  }
}
