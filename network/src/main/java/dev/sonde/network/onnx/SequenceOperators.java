package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists of values, and values that may be absent. */
final class SequenceOperators {

  private SequenceOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.any("SequenceEmpty", 0, Units.BY_RANK, "dtype", _ -> of(List.of())),
        Operator.any("SequenceConstruct", 1, Units.BY_RANK, "", call -> of(call.values())),
        Operator.any("SequenceInsert", 2, Units.BY_RANK, "", SequenceOperators::insert),
        Operator.any("SequenceErase", 1, Units.BY_RANK, "", SequenceOperators::erase),
        Operator.any(
            "SequenceAt",
            2,
            Units.BY_RANK,
            "",
            call -> {
              List<Datum> elements = call.sequence(0);
              return List.of(elements.get(place(call, 1, elements.size(), 0, elements.size() - 1)));
            }),
        Operator.any(
            "SequenceLength",
            1,
            Units.BY_RANK,
            "",
            call -> List.of(whole(call.sequence(0).size()))),
        Operator.any("SplitToSequence", 1, Units.SAME, "axis keepdims", SequenceOperators::split),
        Operator.any(
            "ConcatFromSequence", 1, Units.BY_RANK, "axis new_axis", SequenceOperators::joined),
        Operator.any(
            "Optional",
            0,
            Units.BY_RANK,
            "type",
            call -> List.of(call.value(0).orElse(new Datum.Nothing()))),
        Operator.any(
            "OptionalHasElement",
            0,
            Units.BY_RANK,
            "",
            call -> List.of(truth(call.value(0).orElse(new Datum.Nothing())))),
        Operator.any("OptionalGetElement", 1, Units.BY_RANK, "", SequenceOperators::held));
  }

  private static List<Datum> of(List<Datum> elements) {
    return List.of(new Datum.OfSequence(elements));
  }

  private static Datum whole(long number) {
    return Datum.of(Array.ofIndices(new long[] {number}).squeeze(0));
  }

  private static Datum truth(Datum value) {
    long there = value instanceof Datum.Nothing ? 0 : 1;
    return Datum.of(Array.ofIndices(new long[] {there}).squeeze(0).truths());
  }

  private static List<Datum> held(Call call) {
    if (call.any(0) instanceof Datum.Nothing) throw call.refused("takes a value that is absent");
    return List.of(call.any(0));
  }

  /**
   * A place that an input names; negative ones count from the end.
   *
   * @param absent where the input is left out
   */
  private static int place(Call call, int input, int size, int absent, int most) {
    long given = call.number(input, absent);
    long place = given < 0 ? given + size : given;
    if (place < 0 || place > most) {
      throw call.refused("names the place " + given + " in a sequence of " + size);
    }
    return (int) place;
  }

  private static List<Datum> insert(Call call) {
    List<Datum> elements = new ArrayList<>(call.sequence(0));
    if (elements.size() >= Limits.SEQUENCE) {
      throw call.refused("makes a sequence of more than " + Limits.SEQUENCE);
    }
    int size = elements.size();
    elements.add(place(call, 2, size, size, size), call.any(1));
    return of(elements);
  }

  private static List<Datum> erase(Call call) {
    List<Datum> elements = new ArrayList<>(call.sequence(0));
    int size = elements.size();
    elements.remove(place(call, 1, size, size - 1, size - 1));
    return of(elements);
  }

  private static List<Datum> split(Call call) {
    Array x = call.exact(0);
    int axis = call.axis(call.integer("axis", 0), x.rank());
    long extent = x.extent(axis);
    long[] extents;
    boolean single = call.value(1).isEmpty();
    if (single) {
      extents = new long[Math.toIntExact(extent)];
      Arrays.fill(extents, 1);
    } else if (call.exact(1).rank() == 0) {
      long size = call.numbers(1)[0];
      if (size < 1) throw call.refused("splits into parts of " + size);
      extents = new long[Math.toIntExact(Math.ceilDiv(extent, size))];
      Arrays.fill(extents, size);
      if (extents.length > 0) extents[extents.length - 1] = extent - size * (extents.length - 1);
    } else {
      extents = call.numbers(1);
    }
    if (Arrays.stream(extents).anyMatch(n -> n < 0) || Arrays.stream(extents).sum() != extent) {
      throw call.refused("splits " + extent + " into " + Arrays.toString(extents));
    }
    List<Datum> parts = new ArrayList<>();
    long at = 0;
    for (long one : extents) {
      Array part = x.narrow(axis, at, one);
      parts.add(Datum.of(single && !call.flag("keepdims", true) ? part.squeeze(axis) : part));
      at += one;
    }
    return of(parts);
  }

  private static List<Datum> joined(Call call) {
    List<Array> parts = new ArrayList<>();
    for (Datum one : call.sequence(0)) {
      if (!(one instanceof Datum.OfArray(Array array))) throw call.refused("joins " + one.words());
      parts.add(array);
    }
    if (parts.isEmpty()) throw call.refused("joins an empty sequence");
    if (call.flag("new_axis", false)) {
      int axis = call.axis(call.integer("axis", 0), parts.getFirst().rank() + 1);
      return List.of(Datum.of(ControlOperators.stacked(call, axis, call.sequence(0))));
    }
    int axis = call.axis(call.integer("axis", 0), parts.getFirst().rank());
    return List.of(Datum.of(PartOperators.concat(call, axis, parts)));
  }
}
