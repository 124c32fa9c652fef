package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Spatial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Layers that carry a state from position to position instead of looking back. */
final class LinearAttentionOperators {

  private LinearAttentionOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.many(
            "LinearAttention",
            3,
            Units.LAST,
            "kv_num_heads q_num_heads scale update_rule",
            LinearAttentionOperators::attention),
        Operator.many(
            "CausalConvWithState",
            2,
            Units.CHANNELS,
            "activation",
            LinearAttentionOperators::convolution));
  }

  /**
   * A matrix of keys × values per head that each position decays, corrects and adds to, by one of
   * four rules (Yang et al. 2024, gated delta networks).
   */
  private static List<Array> attention(Call call) {
    long queries = call.integer("q_num_heads", 0);
    long heads = call.integer("kv_num_heads", 0);
    if (queries < 1 || heads < 1 || queries % heads != 0) {
      throw call.refused("has " + queries + " heads of queries and " + heads + " of keys");
    }
    String rule = call.text("update_rule", "gated_delta");
    boolean gated = rule.startsWith("gated");
    boolean delta = rule.endsWith("delta");
    if (!gated && !delta && !rule.equals("linear")) throw call.refused("updates by '" + rule + "'");
    Array q = heads(call, 0, queries);
    Array k = heads(call, 1, heads);
    Array v = heads(call, 2, heads);
    Optional<Array> decay = gated ? Optional.of(heads(call, 4, heads)) : Optional.empty();
    Optional<Array> beta = delta ? Optional.of(rates(call)) : Optional.empty();
    long batch = q.extent(0);
    double scale = call.real("scale", 0);
    if (scale == 0) scale = 1 / Math.sqrt((double) q.extent(3));
    Array state =
        call.optional(3)
            .orElseGet(() -> Indexing.filled(0, q.type(), batch, heads, k.extent(3), v.extent(3)));
    List<Array> outputs = new ArrayList<>();
    for (long t = 0; t < q.extent(1); t++) {
      call.run().countRound(call);
      call.run().work().charge((double) state.count());
      Array key = k.select(1, t).unsqueeze(3);
      Array value = v.select(1, t).unsqueeze(2);
      if (decay.isPresent()) state = state.multiply(decay.get().select(1, t).exp().unsqueeze(3));
      if (beta.isPresent()) {
        Array known = key.transpose(2, 3).matmul(state);
        value = value.subtract(known).multiply(beta.get().select(1, t).unsqueeze(3));
      }
      state = state.add(key.matmul(value));
      Array grouped =
          q.select(1, t).view(batch, heads, queries / heads, q.extent(3)).multiply(scale);
      outputs.add(grouped.matmul(state).view(batch, queries * v.extent(3)));
    }
    if (outputs.isEmpty()) throw call.refused("attends over no positions");
    return List.of(Functional.stack(1, outputs), state);
  }

  private static Array heads(Call call, int input, long heads) {
    Array x = call.input(input);
    if (x.rank() != 3 || x.extent(2) % heads != 0) {
      throw call.refused("has " + heads + " heads in an array " + x.shape());
    }
    return x.view(x.extent(0), x.extent(1), heads, x.extent(2) / heads);
  }

  /** One rate per head, or one for all. */
  private static Array rates(Call call) {
    Array beta = call.input(5);
    if (beta.rank() != 3) throw call.refused("has rates " + beta.shape());
    return beta.unsqueeze(3);
  }

  /** Each channel by itself, over what came before; the last elements are the next call's past. */
  private static List<Array> convolution(Call call) {
    Array x = call.input(0);
    Array w = call.input(1);
    if (x.rank() != 3 || w.rank() != 3 || w.extent(2) < 1) {
      throw call.refused("convolves arrays " + x.shape() + " and " + w.shape());
    }
    long before = w.extent(2) - 1;
    call.requireSize(x.extent(0), x.extent(1), x.extent(2) + before);
    Array past =
        call.optional(3)
            .orElseGet(() -> Indexing.filled(0, x.type(), x.extent(0), x.extent(1), before));
    Array padded = Functional.concatenate(2, past, x);
    call.chargeProduct(x, (double) x.count() * w.extent(2));
    Array y = Spatial.convolution(padded, w, call.nullable(2), Spatial.Window.of(1), x.extent(1));
    String activation = call.text("activation", "none");
    y =
        switch (activation) {
          case "none" -> y;
          case "silu", "swish" -> y.multiply(y.sigmoid());
          default -> throw call.refused("has the activation '" + activation + "'");
        };
    return List.of(y, padded.narrow(2, padded.extent(2) - before, before));
  }
}
