package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.InPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One recurrent layer over a whole sequence when nobody looks inside: the same arithmetic as {@link
 * Step}, without a record of every operation. What a gate's pre-activation receives from the
 * gradient of the state is a product with a factor that does not depend on that gradient; so the
 * factors are computed for all steps at once, and backward through time needs four small operations
 * per step instead of thirty recorded ones.
 *
 * @param recurrent matrix from state to gates
 * @param recurrentBias its bias
 */
record Fused(Pass pass, Cell cell, int hidden, Parameter recurrent, Parameter recurrentBias) {

  /** All outputs {@code [time × batch × hidden]} and the last state. */
  record Over(Array outputs, State last) {}

  /**
   * What the forward leaves for the backward.
   *
   * @param states with the first in front
   * @param memory of an LSTM the cells with the first in front, of a GRU n
   * @param gates of an LSTM i, f, g, o; of a GRU r, z
   * @param extra of an LSTM tanh(c), of a GRU the recurrent part of n
   */
  private record Trace(Array states, Array memory, Array gates, Array extra) {}

  /**
   * @param projected W_ih x + b_ih of all steps, {@code [time × batch × blocks·hidden]}
   */
  Over run(Array projected, State from) {
    long time = projected.extent(0);
    Trace trace =
        pass.unrecorded(
            () ->
                switch (cell) {
                  case RELU, TANH -> plain(projected, from);
                  case GRU -> gru(projected, from);
                  case LSTM -> lstm(projected, from);
                });
    Array outputs = trace.states().narrow(0, 1, time);
    if (!cell.hasCell()) {
      List<Array> leaves =
          pass.segment(
              List.of(projected, from.h()), List.of(outputs), given -> backward(trace, given));
      Array all = leaves.getFirst();
      return new Over(all, new State(all.select(0, time - 1), null));
    }
    List<Array> leaves =
        pass.segment(
            List.of(projected, from.h(), from.cell()),
            List.of(outputs, trace.memory().select(0, time)),
            given -> backward(trace, given));
    Array all = leaves.getFirst();
    return new Over(all, new State(all.select(0, time - 1), leaves.getLast()));
  }

  private Array linear(Array h) {
    return Functional.linear(h, recurrent.value(), recurrentBias.value());
  }

  /** Room for the states of all steps, with the first state in front. */
  private Array room(Array inputs, Array first) {
    Array room = InPlace.empty(inputs.extent(0) + 1, inputs.extent(1), hidden);
    room.select(0, 0).set(first);
    return room;
  }

  private Trace plain(Array inputs, State from) {
    Array states = room(inputs, from.h());
    Array[] h = states.unbind(0);
    Array[] in = inputs.unbind(0);
    for (int t = 0; t < in.length; t++) {
      InPlace.sum(h[t + 1], in[t], linear(h[t]));
      if (cell == Cell.RELU) InPlace.relu(h[t + 1]);
      else InPlace.tanh(h[t + 1]);
    }
    return new Trace(states, states, states, states);
  }

  private Trace gru(Array inputs, State from) {
    long time = inputs.extent(0);
    long batch = inputs.extent(1);
    Array states = room(inputs, from.h());
    Array reset = InPlace.empty(time, batch, 2L * hidden);
    Array fresh = InPlace.empty(time, batch, hidden);
    List<Array> back = new ArrayList<>();
    Array[] h = states.unbind(0);
    Array[] inRz = inputs.narrow(2, 0, 2L * hidden).unbind(0);
    Array[] inN = inputs.narrow(2, 2L * hidden, hidden).unbind(0);
    Array[] rz = reset.unbind(0);
    Array[] r = reset.narrow(2, 0, hidden).unbind(0);
    Array[] z = reset.narrow(2, hidden, hidden).unbind(0);
    Array[] n = fresh.unbind(0);
    for (int t = 0; t < time; t++) {
      Array recurrence = linear(h[t]);
      InPlace.sum(rz[t], inRz[t], recurrence.narrow(1, 0, 2L * hidden));
      InPlace.sigmoid(rz[t]);
      back.add(recurrence.narrow(1, 2L * hidden, hidden));
      InPlace.product(n[t], r[t], back.getLast());
      InPlace.sum(n[t], inN[t], n[t]);
      InPlace.tanh(n[t]);
      InPlace.towards(h[t + 1], n[t], h[t], z[t]);
    }
    return new Trace(states, fresh, reset, Functional.stack(0, back));
  }

  private Trace lstm(Array inputs, State from) {
    long time = inputs.extent(0);
    long batch = inputs.extent(1);
    Array states = room(inputs, from.h());
    Array cells = room(inputs, from.cell());
    Array gates = InPlace.empty(time, batch, 4L * hidden);
    Array squashed = InPlace.empty(time, batch, hidden);
    Array[] h = states.unbind(0);
    Array[] c = cells.unbind(0);
    Array[] in = inputs.unbind(0);
    Array[] all = gates.unbind(0);
    Array[] inputForget = gates.narrow(2, 0, 2L * hidden).unbind(0);
    Array[] i = gates.narrow(2, 0, hidden).unbind(0);
    Array[] f = gates.narrow(2, hidden, hidden).unbind(0);
    Array[] g = gates.narrow(2, 2L * hidden, hidden).unbind(0);
    Array[] o = gates.narrow(2, 3L * hidden, hidden).unbind(0);
    Array[] tanh = squashed.unbind(0);
    for (int t = 0; t < time; t++) {
      InPlace.sum(all[t], in[t], linear(h[t]));
      InPlace.sigmoid(inputForget[t]);
      InPlace.tanh(g[t]);
      InPlace.sigmoid(o[t]);
      InPlace.product(tanh[t], i[t], g[t]);
      InPlace.product(c[t + 1], f[t], c[t]);
      InPlace.sum(c[t + 1], c[t + 1], tanh[t]);
      InPlace.tanh(tanh[t], c[t + 1]);
      InPlace.product(h[t + 1], o[t], tanh[t]);
    }
    return new Trace(states, cells, gates, squashed);
  }

  private Backward.Result backward(Trace trace, List<Array> given) {
    long time = given.getFirst().extent(0);
    Array before = trace.states().narrow(0, 0, time);
    return switch (cell) {
      case RELU, TANH -> {
        Array after = trace.states().narrow(0, 1, time);
        Array factor = cell == Cell.TANH ? slopeOfTanh(after) : after.truths().toFloat();
        Array keep = Array.zeros(1);
        Through through = through(given.getFirst(), factor, keep, 1);
        yield result(through.gates(), through.gates(), before, List.of(through.first()));
      }
      case GRU -> gruBackward(trace, given.getFirst(), before);
      case LSTM -> lstmBackward(trace, given, before);
    };
  }

  private Backward.Result gruBackward(Trace trace, Array given, Array before) {
    Array[] gates = trace.gates().chunk(2, 2);
    Array r = gates[0];
    Array z = gates[1];
    Array n = trace.memory();
    Array toN = slopeOfTanh(n).multiply(z.multiply(-1).add(1));
    Array toZ = before.subtract(n).multiply(slopeOfSigmoid(z));
    Array toR = toN.multiply(trace.extra()).multiply(slopeOfSigmoid(r));
    Array factor = Functional.concatenate(2, toR, toZ, toN.multiply(r));
    Through through = through(given, factor, z, 3);
    Array[] recurrentGates = through.gates().split(2, 2L * hidden, hidden);
    Array inputGates = Functional.concatenate(2, recurrentGates[0], through.states().multiply(toN));
    return result(inputGates, through.gates(), before, List.of(through.first()));
  }

  /** Gradients at the recurrent gates and states of all steps, and at the first state. */
  private record Through(Array gates, Array states, Array first) {}

  /**
   * Back through time for cells without a memory: the gates receive {@code dh · factor}, the state
   * before {@code dh · keep + gates · W}.
   */
  private Through through(Array given, Array factor, Array keep, int blocks) {
    long time = given.extent(0);
    long batch = given.extent(1);
    Array gates = InPlace.empty(time, batch, (long) blocks * hidden);
    Array states = InPlace.empty(time, batch, hidden);
    Array[] wide = gates.view(time, batch, blocks, hidden).unbind(0);
    Array[] rows = gates.unbind(0);
    Array[] factors = factor.view(time, batch, blocks, hidden).unbind(0);
    Array[] keeps = keep.count() == 1 ? new Array[] {} : keep.unbind(0);
    Array[] dh = states.unbind(0);
    Array[] spread = states.view(time, batch, 1, hidden).unbind(0);
    Array[] from = given.unbind(0);
    Array carried = Array.zeros(batch, hidden);
    for (int t = (int) time - 1; t >= 0; t--) {
      InPlace.sum(dh[t], from[t], carried);
      InPlace.product(wide[t], spread[t], factors[t]);
      if (keeps.length == 0) {
        carried = rows[t].matmul(recurrent.value());
      } else {
        InPlace.product(carried, dh[t], keeps[t]);
        InPlace.addMatrixProduct(carried, rows[t], recurrent.value());
      }
    }
    return new Through(gates, states, carried);
  }

  private Backward.Result lstmBackward(Trace trace, List<Array> given, Array before) {
    long time = given.getFirst().extent(0);
    long batch = given.getFirst().extent(1);
    Array[] gates = trace.gates().chunk(4, 2);
    Array i = gates[0];
    Array f = gates[1];
    Array g = gates[2];
    Array o = gates[3];
    Array cellsBefore = trace.memory().narrow(0, 0, time);
    Array toI = g.multiply(slopeOfSigmoid(i));
    Array toF = cellsBefore.multiply(slopeOfSigmoid(f));
    Array toG = i.multiply(slopeOfTanh(g));
    Array[] toIfg = Functional.concatenate(2, toI, toF, toG).view(time, batch, 3, hidden).unbind(0);
    Array[] toO = trace.extra().multiply(slopeOfSigmoid(o)).unbind(0);
    Array[] toC = o.multiply(slopeOfTanh(trace.extra())).unbind(0);
    Array[] forget = f.unbind(0);
    Array all = InPlace.empty(time, batch, 4L * hidden);
    Array[] rows = all.unbind(0);
    Array[] ifg = all.view(time, batch, 4, hidden).narrow(2, 0, 3).unbind(0);
    Array[] out = all.narrow(2, 3L * hidden, hidden).unbind(0);
    Array[] from = given.getFirst().unbind(0);
    Array dh = Array.zeros(batch, hidden);
    Array dc = InPlace.empty(batch, hidden);
    dc.set(given.getLast());
    for (int t = (int) time - 1; t >= 0; t--) {
      InPlace.add(dh, from[t]);
      InPlace.addProduct(dc, dh, toC[t]);
      InPlace.product(ifg[t], dc.unsqueeze(1), toIfg[t]);
      InPlace.product(out[t], dh, toO[t]);
      InPlace.product(dc, dc, forget[t]);
      dh = rows[t].matmul(recurrent.value());
    }
    return result(all, all, before, List.of(dh, dc));
  }

  private Backward.Result result(
      Array inputGates, Array recurrentGates, Array before, List<Array> firsts) {
    Map<Parameter, Gradient> gradients = new LinkedHashMap<>();
    Array left = recurrentGates.view(-1, recurrentGates.extent(2));
    if (recurrent.trains()) {
      gradients.put(recurrent, Tape.product(recurrent, left, before.view(-1, hidden)));
    }
    if (recurrentBias.trains()) gradients.put(recurrentBias, new Gradient.Dense(left.sum(0)));
    List<Array> inputs = new ArrayList<>(List.of(inputGates));
    inputs.addAll(firsts);
    return new Backward.Result(inputs, gradients);
  }

  private static Array slopeOfSigmoid(Array s) {
    return s.subtract(s.square());
  }

  private static Array slopeOfTanh(Array t) {
    return t.square().multiply(-1).add(1);
  }
}
