package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Layers of several inputs. */
final class Merges {

  private Merges() {}

  static Map<String, Rule> all() {
    Map<String, Rule> all = new HashMap<>();
    all.put("Add", call -> folded(call, "add"));
    all.put("Subtract", call -> folded(call, "sub"));
    all.put("Multiply", call -> folded(call, "mul"));
    all.put("Maximum", call -> folded(call, "maximum"));
    all.put("Minimum", call -> folded(call, "minimum"));
    all.put("Average", Merges::average);
    all.put("Concatenate", Merges::concatenated);
    all.put("Dot", Merges::dot);
    return all;
  }

  private static Optional<Operand> mask(LayerCall call) {
    Optional<Operand> mask = Optional.empty();
    for (Flow input : call.inputs()) mask = Lowering.both(call, mask, input.mask());
    return mask;
  }

  /** Arrays of fewer axes get new ones behind the batch. */
  private static List<Flow> folded(LayerCall call, String operator) {
    int rank = call.inputs().stream().mapToInt(Flow::rank).max().orElse(0);
    List<Operand> arrays = new ArrayList<>();
    for (Flow input : call.inputs()) {
      Operand array = input.value();
      for (int i = input.rank(); i < rank; i++) array = call.op("unsqueeze", array, Operand.of(1L));
      arrays.add(array);
    }
    if (arrays.isEmpty()) throw call.layer().wrong("it has no input");
    Operand all = arrays.getFirst();
    for (Operand next : arrays.subList(1, arrays.size())) all = call.op(operator, all, next);
    return List.of(new Flow(all, rank, mask(call)));
  }

  private static List<Flow> average(LayerCall call) {
    Flow sum = folded(call, "add").getFirst();
    Operand mean = call.op("div", sum.value(), Operand.of((double) call.inputs().size()));
    return List.of(new Flow(mean, sum.rank(), sum.mask()));
  }

  private static List<Flow> concatenated(LayerCall call) {
    Operand[] arrays = call.inputs().stream().map(Flow::value).toArray(Operand[]::new);
    int rank = call.input().rank();
    int axis = call.axis(call.layer().whole("axis", -1), rank);
    Operand all = call.op("cat", Operand.list(arrays), Operand.of((long) axis));
    return List.of(new Flow(all, rank, axis == rank - 1 ? mask(call) : Optional.empty()));
  }

  /** Products summed over one axis of each, batch by batch. */
  private static List<Flow> dot(LayerCall call) {
    if (call.inputs().size() != 2) throw call.layer().wrong("it has not two inputs");
    Flow a = call.inputs().getFirst();
    Flow b = call.inputs().getLast();
    long[] axes = call.layer().list("axes", -1);
    if (axes.length < 1 || axes.length > 2) throw call.unknown(axes.length + " axes");
    int first = call.axis(axes[0], a.rank());
    int second = call.axis(axes[axes.length - 1], b.rank());
    if (first == 0 || second == 0 || a.rank() + b.rank() > 10) throw call.unknown("its axes");
    Operand left = a.value();
    Operand right = b.value();
    if (call.layer().truth("normalize", false)) {
      left = normalised(call, left, first);
      right = normalised(call, right, second);
    }
    StringBuilder x = new StringBuilder("a");
    StringBuilder y = new StringBuilder("a");
    StringBuilder out = new StringBuilder("a");
    char next = 'b';
    for (int i = 1; i < a.rank(); i++) {
      char letter = i == first ? 'z' : next++;
      x.append(letter);
      if (letter != 'z') out.append(letter);
    }
    for (int i = 1; i < b.rank(); i++) {
      char letter = i == second ? 'z' : next++;
      y.append(letter);
      if (letter != 'z') out.append(letter);
    }
    Operand sum =
        call.op("einsum", Operand.of(x + "," + y + "->" + out), Operand.list(left, right));
    if (out.length() > 1) return call.one(sum, out.length());
    return call.one(call.op("unsqueeze", sum, Operand.of(-1L)), 2);
  }

  private static Operand normalised(LayerCall call, Operand x, int axis) {
    Operand square =
        call.op("sum", call.op("mul", x, x), Operand.list((long) axis), Operand.of(true));
    Operand least = call.op("clamp", square, Operand.of(1e-12), Operand.none());
    return call.op("mul", x, call.op("rsqrt", least));
  }
}
