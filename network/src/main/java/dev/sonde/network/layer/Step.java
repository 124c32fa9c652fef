package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;

/**
 * One step of a gated cell, its sites reported under {@code prefix + gate + suffix}. Which gates
 * share a call of sigmoid or tanh is as in {@link Fused}: the engine rounds by the length of rows.
 */
record Step(Pass pass, String prefix, String suffix) {

  Array visit(String part, Array value) {
    return pass.visit(prefix + part + suffix, value, -1);
  }

  /**
   * @param projected W_ih x + b_ih, {@code [batch × 3 hidden]}
   * @param recurrent W_hh h + b_hh
   */
  State gru(Array projected, Array recurrent, Array h) {
    long hidden = h.extent(1);
    Array[] in = projected.split(1, 2 * hidden, hidden);
    Array[] back = recurrent.split(1, 2 * hidden, hidden);
    Array[] gates = in[0].add(back[0]).sigmoid().chunk(2, 1);
    Array r = visit("r", gates[0]);
    Array z = visit("z", gates[1]);
    Array n = visit("n", in[1].add(r.multiply(back[1])).tanh());
    return new State(visit("h", n.towards(h, z)), null);
  }

  /**
   * @param projected W_ih x + b_ih, {@code [batch × 4 hidden]}
   * @param recurrent W_hh h + b_hh
   */
  State lstm(Array projected, Array recurrent, Array c) {
    long hidden = c.extent(1);
    Array[] sums = projected.add(recurrent).split(1, 2 * hidden, hidden, hidden);
    Array[] inputForget = sums[0].sigmoid().chunk(2, 1);
    Array i = visit("i", inputForget[0]);
    Array f = visit("f", inputForget[1]);
    Array g = visit("g", sums[1].tanh());
    Array o = visit("o", sums[2].sigmoid());
    Array cell = visit("c", f.multiply(c).add(i.multiply(g)));
    return new State(visit("h", o.multiply(cell.tanh())), cell);
  }
}
