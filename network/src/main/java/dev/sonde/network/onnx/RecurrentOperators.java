package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * RNN, GRU and LSTM as ONNX defines them: both directions, sequences of different lengths, states
 * to begin with. Gates stand in the order i, o, f, c (LSTM) and z, r, h (GRU).
 */
final class RecurrentOperators {

  private static final String SHARED =
      "activation_alpha activation_beta activations clip direction hidden_size layout";

  /** Operators of the engine at each step. */
  private static final int CALLS = 10;

  private RecurrentOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.many("RNN", 3, Units.LAST, SHARED, call -> run(call, 1, List.of("Tanh"))),
        Operator.many(
            "GRU",
            3,
            Units.LAST,
            SHARED + " linear_before_reset",
            call -> run(call, 3, List.of("Sigmoid", "Tanh"))),
        Operator.many(
            "LSTM",
            3,
            Units.LAST,
            SHARED + " input_forget",
            call -> run(call, 4, List.of("Sigmoid", "Tanh", "Tanh"))));
  }

  /** What all steps of one direction share. */
  private record Direction(
      Array recurrent,
      Optional<Array> recurrentBias,
      Optional<Array> peepholes,
      List<UnaryOperator<Array>> functions,
      Optional<Double> clip,
      boolean coupled,
      boolean linearBeforeReset) {

    Array bounded(Array x) {
      return clip.isEmpty() ? x : x.atLeast(-clip.get()).atMost(clip.get());
    }

    Array apply(int function, Array x) {
      return functions.get(function).apply(bounded(x));
    }
  }

  /** Outputs of one direction: of each step, and the last state. */
  private record Course(List<Array> steps, Array h, Array c) {}

  private static List<Array> run(Call call, int gates, List<String> standard) {
    boolean batchFirst = call.flag("layout", false);
    Array x = batchFirst ? call.input(0).transpose(0, 1) : call.input(0);
    Array w = call.input(1);
    Array r = call.input(2);
    if (x.rank() != 3 || w.rank() != 3 || r.rank() != 3) {
      throw call.refused("needs input, W and R of three axes");
    }
    int directions = directions(call);
    long hidden = r.extent(2);
    if (w.extent(0) != directions || r.extent(1) != gates * hidden) {
      throw call.refused("has weights of shapes " + w.shape() + " and " + r.shape());
    }
    if (call.integer("hidden_size", hidden) != hidden) {
      throw call.refused(
          "has hidden_size " + call.integer("hidden_size", hidden) + " and R " + r.shape());
    }
    double positions = (double) x.extent(0) * x.extent(1);
    call.run().work().call((double) CALLS * directions * x.extent(0));
    call.run().work().charge(positions * directions * gates * hidden);
    call.chargeProduct(x, positions * (w.count() + r.count()));
    List<UnaryOperator<Array>> functions = Activation.all(call, directions, standard);
    List<Course> courses = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      boolean backward = d == 1 || call.text("direction", "forward").equals("reverse");
      List<UnaryOperator<Array>> own =
          functions.subList(d * standard.size(), (d + 1) * standard.size());
      courses.add(course(call, gates, x, d, backward, batchFirst, own));
    }
    List<Array> steps = new ArrayList<>();
    for (int t = 0; t < x.extent(0); t++) {
      int step = t;
      steps.add(Functional.stack(0, courses.stream().map(c -> c.steps.get(step)).toList()));
    }
    Array y = Functional.stack(0, steps);
    Array h = Functional.stack(0, courses.stream().map(Course::h).toList());
    Array c = Functional.stack(0, courses.stream().map(Course::c).toList());
    if (batchFirst) {
      y = Indexing.permute(y, 2, 0, 1, 3);
      h = h.transpose(0, 1);
      c = c.transpose(0, 1);
    }
    return gates == 4 ? List.of(y, h, c) : List.of(y, h);
  }

  private static int directions(Call call) {
    String direction = call.text("direction", "forward");
    return switch (direction) {
      case "forward", "reverse" -> 1;
      case "bidirectional" -> 2;
      default -> throw call.refused("reads in the direction '" + direction + "'");
    };
  }

  private static Course course(
      Call call,
      int gates,
      Array x,
      int d,
      boolean backward,
      boolean batchFirst,
      List<UnaryOperator<Array>> functions) {
    long time = x.extent(0);
    long batch = x.extent(1);
    Array r = call.input(2).select(0, d);
    long hidden = r.extent(1);
    Optional<Array> bias = call.optional(3).map(b -> b.select(0, d));
    Optional<Array> inputBias = bias.map(b -> b.narrow(0, 0, gates * hidden));
    Direction direction =
        new Direction(
            r.transpose(0, 1),
            bias.map(b -> b.narrow(0, gates * hidden, gates * hidden)),
            gates == 4 ? call.optional(7).map(p -> p.select(0, d)) : Optional.empty(),
            functions,
            call.has("clip") ? Optional.of(call.real("clip", 0)) : Optional.empty(),
            call.flag("input_forget", false),
            call.flag("linear_before_reset", false));
    Array projected = x.matmul(call.input(1).select(0, d).transpose(0, 1));
    if (inputBias.isPresent()) projected = projected.add(inputBias.get());
    Array[] inputs = projected.unbind(0);
    Array h = initial(call, 5, d, batchFirst, batch, hidden);
    Array c = initial(call, 6, d, batchFirst, batch, hidden);
    Optional<long[]> lengths =
        call.optional(4).isPresent() ? Optional.of(call.numbers(4)) : Optional.empty();
    if (lengths.isPresent() && lengths.get().length != batch) {
      throw call.refused("has " + lengths.get().length + " lengths for a batch of " + batch);
    }
    Array[] steps = new Array[Math.toIntExact(time)];
    for (int i = 0; i < time; i++) {
      int t = backward ? steps.length - 1 - i : i;
      Array next;
      Array cell = c;
      if (gates == 4) {
        Array[] both = lstm(direction, inputs[t], h, c);
        next = both[0];
        cell = both[1];
      } else {
        next = gates == 3 ? gru(direction, inputs[t], h) : rnn(direction, inputs[t], h);
      }
      if (lengths.isPresent()) {
        // A sequence that has ended, or has not begun from behind, keeps its state.
        Array going = going(lengths.get(), t);
        steps[t] = next.where(going, Array.zeros(batch, hidden));
        h = next.where(going, h);
        c = cell.where(going, c);
      } else {
        steps[t] = next;
        h = next;
        c = cell;
      }
    }
    return new Course(List.of(steps), h, c);
  }

  private static Array going(long[] lengths, int t) {
    float[] going = new float[lengths.length];
    for (int b = 0; b < going.length; b++) going[b] = t < lengths[b] ? 1 : 0;
    return Array.of(going, going.length, 1).truths();
  }

  private static Array initial(
      Call call, int input, int d, boolean batchFirst, long batch, long hidden) {
    Optional<Array> given = call.optional(input);
    if (given.isEmpty()) return Array.zeros(batch, hidden);
    return batchFirst ? given.get().select(1, d) : given.get().select(0, d);
  }

  private static Array rnn(Direction direction, Array input, Array h) {
    return direction.apply(0, input.add(recur(direction, h)));
  }

  private static Array recur(Direction direction, Array h) {
    Array product = h.matmul(direction.recurrent);
    return direction.recurrentBias.isEmpty() ? product : product.add(direction.recurrentBias.get());
  }

  private static Array gru(Direction direction, Array input, Array h) {
    Array[] x = input.chunk(3, 1);
    Array[] r = recur(direction, h).chunk(3, 1);
    Array z = direction.apply(0, x[0].add(r[0]));
    Array reset = direction.apply(0, x[1].add(r[1]));
    Array candidate;
    if (direction.linearBeforeReset) {
      candidate = x[2].add(reset.multiply(r[2]));
    } else {
      long hidden = h.extent(1);
      Array product = reset.multiply(h).matmul(direction.recurrent.narrow(1, 2 * hidden, hidden));
      candidate = x[2].add(product);
      if (direction.recurrentBias.isPresent()) {
        candidate = candidate.add(direction.recurrentBias.get().narrow(0, 2 * hidden, hidden));
      }
    }
    Array fresh = direction.apply(1, candidate);
    // (1 − z)·fresh + z·h
    return fresh.towards(h, z);
  }

  private static Array[] lstm(Direction direction, Array input, Array h, Array c) {
    Array[] gates = input.add(recur(direction, h)).chunk(4, 1);
    long hidden = h.extent(1);
    Optional<Array> p = direction.peepholes;
    Array i = gates[0];
    if (p.isPresent()) i = i.add(p.get().narrow(0, 0, hidden).multiply(c));
    i = direction.apply(0, i);
    Array f;
    if (direction.coupled) {
      f = i.multiply(-1).add(1);
    } else {
      f = gates[2];
      if (p.isPresent()) f = f.add(p.get().narrow(0, 2 * hidden, hidden).multiply(c));
      f = direction.apply(0, f);
    }
    Array cell = f.multiply(c).add(i.multiply(direction.apply(1, gates[3])));
    Array o = gates[1];
    if (p.isPresent()) o = o.add(p.get().narrow(0, hidden, hidden).multiply(cell));
    o = direction.apply(0, o);
    return new Array[] {o.multiply(direction.functions.get(2).apply(cell)), cell};
  }
}
