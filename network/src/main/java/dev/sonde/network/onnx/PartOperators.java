package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Spatial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Parts of arrays and arrays of parts. */
final class PartOperators {

  private PartOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one("Concat", 1, Units.SAME, "axis", PartOperators::concat),
        Operator.many("Split", 1, Units.SAME, "axis num_outputs split", PartOperators::split),
        Operator.one("Slice", 1, Units.SAME, "axes ends starts", PartOperators::slice),
        Operator.one("Tile", 2, Units.SAME, "", PartOperators::tile),
        Operator.one("CumSum", 2, Units.SAME, "exclusive reverse", PartOperators::cumulativeSum),
        Operator.one(
            "CumProd", 2, Units.SAME, "exclusive reverse", PartOperators::cumulativeProduct),
        Operator.one("CenterCropPad", 2, Units.SAME, "axes", PartOperators::centred),
        Operator.one(
            "ReverseSequence", 2, Units.SAME, "batch_axis time_axis", PartOperators::reverse));
  }

  private static Array concat(Call call) {
    List<Array> parts = call.all();
    return concat(call, call.axis(call.integer("axis", 1), parts.getFirst().rank()), parts);
  }

  static Array concat(Call call, int axis, List<Array> parts) {
    int rank = parts.getFirst().rank();
    long[] shape = parts.getFirst().shape().toArray();
    shape[axis] = 0;
    for (Array part : parts) {
      if (part.rank() != rank) {
        throw call.refused("joins arrays " + parts.getFirst().shape() + " and " + part.shape());
      }
      shape[axis] += part.extent(axis);
    }
    call.requireSize(shape);
    return Functional.concatenate(axis, parts.toArray(new Array[0]));
  }

  private static List<Array> split(Call call) {
    Array x = call.input(0);
    int axis = call.axis(call.integer("axis", 0), x.rank());
    long[] extents =
        call.numbers(1, "split")
            .orElseGet(
                () -> equal(x.extent(axis), call.integer("num_outputs", call.outputs()), call));
    if (Arrays.stream(extents).sum() != x.extent(axis)) {
      throw call.refused("splits " + x.extent(axis) + " into " + Arrays.toString(extents));
    }
    return Arrays.asList(x.split(axis, extents));
  }

  /** Equal parts; the last may be smaller. */
  private static long[] equal(long extent, long parts, Call call) {
    if (parts < 1 || parts > 1 << 20) throw call.refused("splits into " + parts + " parts");
    long size = Math.ceilDiv(extent, parts);
    return LongStream.range(0, parts).map(i -> Math.clamp(extent - i * size, 0, size)).toArray();
  }

  private static Array slice(Call call) {
    Array x = call.input(0);
    boolean asInputs = call.opset() >= 10;
    long[] starts = required(call, asInputs, 1, "starts");
    long[] ends = required(call, asInputs, 2, "ends");
    long[] axes =
        (asInputs ? call.numbers(3, "axes") : call.integers("axes"))
            .orElseGet(() -> LongStream.range(0, starts.length).toArray());
    long[] steps = new long[starts.length];
    Arrays.fill(steps, 1);
    if (asInputs && call.optional(4).isPresent()) steps = call.numbers(4);
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps.length != starts.length) {
      throw call.refused("has starts, ends, axes and steps of different lengths");
    }
    Array sliced = x;
    for (int i = 0; i < axes.length; i++) {
      sliced = slice(call, sliced, call.axis(axes[i], x.rank()), starts[i], ends[i], steps[i]);
    }
    return sliced;
  }

  private static long[] required(Call call, boolean asInputs, int input, String attribute) {
    if (asInputs) return call.numbers(input);
    return call.integers(attribute)
        .orElseThrow(() -> call.refused("needs the attribute '" + attribute + "'"));
  }

  private static Array slice(Call call, Array x, int axis, long from, long to, long step) {
    long extent = x.extent(axis);
    if (step == 0 || step == Long.MIN_VALUE) throw call.refused("has steps of " + step);
    long start = from < 0 ? from + extent : from;
    long end = to < 0 ? Math.max(to, Long.MIN_VALUE + extent) + extent : to;
    if (step > 0) {
      start = Math.clamp(start, 0, extent);
      end = Math.clamp(end, start, extent);
      return Indexing.slice(x, axis, start, end, Math.min(step, Math.max(1, extent)));
    }
    start = Math.clamp(start, -1, extent - 1);
    end = Math.clamp(end, -1, start);
    Array reversed = Indexing.reverse(x, axis);
    return Indexing.slice(
        reversed, axis, extent - 1 - start, extent - 1 - end, Math.min(-step, Math.max(1, extent)));
  }

  private static Array tile(Call call) {
    Array x = call.input(0);
    long[] times = call.opset() < 6 ? alongOne(call, x) : call.numbers(1);
    if (times.length != x.rank()) {
      throw call.refused("repeats " + times.length + " axes of an array " + x.shape());
    }
    long[] shape = x.shape().toArray();
    for (int i = 0; i < shape.length; i++) shape[i] = Math.multiplyExact(shape[i], times[i]);
    call.requireSize(shape);
    return Indexing.repeat(x, times);
  }

  /** Before version 6 one axis was repeated. */
  private static long[] alongOne(Call call, Array x) {
    long[] times = new long[x.rank()];
    Arrays.fill(times, 1);
    times[call.axis((long) call.number(2), x.rank())] = (long) call.number(1);
    return times;
  }

  private static Array cumulativeSum(Call call) {
    Array x = call.input(0);
    int axis = call.axis((long) call.number(1), x.rank());
    boolean reverse = call.flag("reverse", false);
    Array from = reverse ? Indexing.reverse(x, axis) : x;
    Array sums = Indexing.cumulativeSum(from, axis);
    if (call.flag("exclusive", false)) sums = sums.subtract(from);
    return reverse ? Indexing.reverse(sums, axis) : sums;
  }

  private static Array cumulativeProduct(Call call) {
    Array x = call.input(0);
    int axis = call.axis((long) call.number(1), x.rank());
    boolean reverse = call.flag("reverse", false);
    Array from = reverse ? Indexing.reverse(x, axis) : x;
    if (call.flag("exclusive", false) && x.extent(axis) > 0) {
      // One before all, instead of dividing by what may be zero.
      long[] shape = x.shape().toArray();
      shape[axis] = 1;
      Array one = Indexing.filled(1, x.type(), shape);
      from = Functional.concatenate(axis, one, from.narrow(axis, 0, x.extent(axis) - 1));
    }
    Array products = Indexing.cumulativeProduct(from, axis);
    return reverse ? Indexing.reverse(products, axis) : products;
  }

  /** The middle of an array, with zeros around where it is too small. */
  private static Array centred(Call call) {
    Array x = call.input(0);
    long[] wanted = call.numbers(1);
    long[] axes =
        call.integers("axes").orElseGet(() -> LongStream.range(0, wanted.length).toArray());
    if (axes.length != wanted.length) throw call.refused("has other axes than extents");
    long[] before = new long[x.rank()];
    long[] after = new long[x.rank()];
    long[] shape = x.shape().toArray();
    for (int i = 0; i < axes.length; i++) {
      int axis = call.axis(axes[i], x.rank());
      long missing = Math.subtractExact(wanted[i], shape[axis]);
      // Half of it first, rounded down, whichever sign it has.
      before[axis] = missing / 2;
      after[axis] = missing - before[axis];
      shape[axis] = wanted[i];
    }
    call.requireSize(shape);
    return Spatial.pad(x, before, after, 0);
  }

  /** Each sequence of the batch turned around within its length. */
  private static Array reverse(Call call) {
    Array x = call.input(0);
    int batch = call.axis(call.integer("batch_axis", 1), x.rank());
    int time = call.axis(call.integer("time_axis", 0), x.rank());
    long[] lengths = call.numbers(1);
    if (batch == time || lengths.length != x.extent(batch)) {
      throw call.refused("has " + lengths.length + " lengths for an array " + x.shape());
    }
    List<Array> turned = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      Array one = x.narrow(batch, i, 1);
      long length = lengths[i];
      if (length < 0 || length > x.extent(time)) {
        throw call.refused("has a sequence of " + length + " in an array " + x.shape());
      }
      Array head = Indexing.reverse(one.narrow(time, 0, length), time);
      Array tail = one.narrow(time, length, x.extent(time) - length);
      turned.add(Functional.concatenate(time, head, tail));
    }
    return Functional.concatenate(batch, turned.toArray(new Array[0]));
  }
}
