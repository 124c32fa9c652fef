package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Binary;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Attention between positions, rotary positions, and the cache of keys and values. */
final class AttentionOperators {

  private AttentionOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.many(
            "Attention",
            3,
            Units.LAST,
            "is_causal kv_num_heads q_num_heads qk_matmul_output_mode scale softcap"
                + " softmax_precision",
            AttentionOperators::attention),
        Operator.any(
                "FlexAttention",
                3,
                Units.LAST,
                "prob_mod scale score_mod softmax_precision",
                AttentionOperators::flexible)
            .returning(Operator.Results.SAME)
            .in("ai.onnx.preview"),
        Operator.one(
            "RotaryEmbedding",
            3,
            Units.LAST,
            "interleaved num_heads rotary_embedding_dim",
            AttentionOperators::rotary),
        Operator.one("TensorScatter", 2, Units.SAME, "axis mode", AttentionOperators::cache));
  }

  /** {@code [batch × time × (heads · width)]} as {@code [batch × heads × time × width]}. */
  private static Array heads(Call call, Array x, String attribute) {
    if (x.rank() == 4) return x;
    long heads = call.integer(attribute, 0);
    if (x.rank() != 3 || heads < 1 || x.extent(2) % heads != 0) {
      throw call.refused("has " + heads + " heads (" + attribute + ") in an array " + x.shape());
    }
    return x.view(x.extent(0), x.extent(1), heads, x.extent(2) / heads).transpose(1, 2);
  }

  /** The opposite of {@link #heads}. */
  private static Array joined(Array x) {
    Array rows = x.transpose(1, 2);
    return rows.view(x.extent(0), x.extent(2), x.extent(1) * x.extent(3));
  }

  /** Each head of keys or values for as many heads of queries as share it. */
  private static Array shared(Call call, Array x, long queries) {
    long heads = x.extent(1);
    if (heads == queries) return x;
    if (heads < 1 || queries % heads != 0) {
      throw call.refused("has " + queries + " heads of queries and " + heads + " of keys");
    }
    call.requireSize(x.extent(0), queries, x.extent(2), x.extent(3));
    return x.unsqueeze(2)
        .expand(x.extent(0), heads, queries / heads, x.extent(2), x.extent(3))
        .view(x.extent(0), queries, x.extent(2), x.extent(3));
  }

  private static List<Array> attention(Call call) {
    boolean flat = call.input(0).rank() == 3;
    Array q = heads(call, call.input(0), "q_num_heads");
    Array k = heads(call, call.input(1), "kv_num_heads");
    Array v = heads(call, call.input(2), "kv_num_heads");
    if (q.rank() != 4 || k.rank() != 4 || v.rank() != 4) {
      throw call.refused("attends over arrays " + q.shape() + ", " + k.shape());
    }
    long past = 0;
    if (call.optional(4).isPresent() != call.optional(5).isPresent()) {
      throw call.refused("has a past key without a past value, or the other way round");
    }
    if (call.optional(4).isPresent()) {
      past = call.input(4).extent(2);
      k = Functional.concatenate(2, call.input(4), k);
      v = Functional.concatenate(2, call.input(5), v);
    }
    double scale = call.real("scale", 1 / Math.sqrt((double) q.extent(3)));
    call.requireSize(q.extent(0), q.extent(1), q.extent(2), k.extent(2));
    chargeProducts(call, q, k, v);
    Array product = product(q, shared(call, k, q.extent(1)), scale);
    double cap = call.real("softcap", 0);
    Array capped = cap == 0 ? product : product.multiply(1 / cap).tanh().multiply(cap);
    Optional<Array> bias = bias(call, q.extent(2), k.extent(2), past);
    Array biased = bias.isPresent() ? capped.add(bias.get()) : capped;
    Array weights = Functional.softmax(biased, -1);
    if (bias.isPresent()) weights = unmasked(weights, bias.get());
    Array y = weights.matmul(shared(call, v, q.extent(1)));
    long mode = call.integer("qk_matmul_output_mode", 0);
    Array seen =
        switch ((int) mode) {
          case 0 -> product;
          case 1 -> capped;
          case 2 -> biased;
          case 3 -> weights;
          default -> throw call.refused("gives out the product in the mode " + mode);
        };
    return List.of(flat ? joined(y) : y, k, v, seen);
  }

  /** Each query with each key, and each weight with a value. */
  private static void chargeProducts(Call call, Array q, Array k, Array v) {
    call.chargeProduct(q, (double) q.count() * k.extent(2));
    call.chargeProduct(
        q, (double) q.count() / Math.max(1, q.extent(3)) * k.extent(2) * v.extent(3));
  }

  /** The root of the scale on either side, so that sums stay small. */
  private static Array product(Array q, Array k, double scale) {
    double root = Math.sqrt(scale);
    return q.multiply(root).matmul(k.transpose(2, 3).multiply(root));
  }

  /** A query that may look nowhere sees nothing. */
  private static Array unmasked(Array weights, Array bias) {
    long[] last = {bias.rank() - 1};
    Array most = Reduction.MAXIMUM.of(bias, last, true);
    Array none = Binary.EQUAL.of(most, infinity(bias.type()));
    return Indexing.filled(0, weights.type()).where(none, weights);
  }

  private static Array infinity(ElementType type) {
    return Indexing.filled(Double.NEGATIVE_INFINITY, type);
  }

  /** What is added to scores {@code [… × queries × keys]}: the mask's, later and padded keys. */
  private static Optional<Array> bias(Call call, long queries, long keys, long past) {
    ElementType type = call.input(0).type();
    Array none = Indexing.filled(0, type);
    List<Array> parts = new ArrayList<>();
    if (call.optional(3).isPresent()) {
      Array mask = call.input(3);
      if (!mask.isReal()) mask = none.where(mask, infinity(type));
      long missing = keys - mask.extent(-1);
      if (missing < 0) throw call.refused("has a mask " + mask.shape() + " for " + keys + " keys");
      if (missing > 0) {
        long[] shape = mask.shape().toArray();
        shape[shape.length - 1] = missing;
        call.requireSize(shape);
        Array rest = Indexing.filled(Double.NEGATIVE_INFINITY, type, shape);
        mask = Functional.concatenate(mask.rank() - 1, mask, rest);
      }
      parts.add(mask);
    }
    Array columns = Indexing.range(0, (double) keys, 1, ElementType.INT64);
    Optional<Array> lengths =
        call.optional(6).map(given -> given.to(ElementType.INT64).view(-1, 1, 1, 1));
    if (call.flag("is_causal", false)) {
      Array rows = Indexing.range(0, (double) queries, 1, ElementType.INT64).view(queries, 1);
      Array shift = Array.ofIndices(new long[] {past});
      if (lengths.isPresent()) {
        shift = lengths.get().subtract(Array.ofIndices(new long[] {queries}));
      }
      Array later = Binary.LESS.of(rows.add(shift), columns);
      parts.add(infinity(type).where(later, none));
    }
    if (lengths.isPresent()) {
      parts.add(none.where(Binary.LESS.of(columns, lengths.get()), infinity(type)));
    }
    return parts.stream().reduce(Array::add);
  }

  /** Attention whose scores and weights graphs of the file change on the way. */
  private static List<Datum> flexible(Call call) {
    Array q = call.input(0);
    Array k = call.input(1);
    Array v = call.input(2);
    if (q.rank() != 4 || k.rank() != 4 || v.rank() != 4) {
      throw call.refused("attends over arrays " + q.shape() + ", " + k.shape());
    }
    double scale = call.real("scale", 1 / Math.sqrt((double) q.extent(3)));
    call.requireSize(q.extent(0), q.extent(1), q.extent(2), k.extent(2));
    chargeProducts(call, q, k, v);
    Array scores = product(q, shared(call, k, q.extent(1)), scale);
    scores = changed(call, "score_mod", scores);
    Array weights = changed(call, "prob_mod", Functional.softmax(scores, -1));
    return List.of(Datum.of(weights.matmul(shared(call, v, q.extent(1)))));
  }

  private static Array changed(Call call, String attribute, Array x) {
    if (!call.has(attribute)) return x;
    Block block = call.block(attribute);
    String suffix = call.frame().suffix();
    List<Datum> made = call.run(block, call.frame(), suffix, List.of(Datum.of(x)));
    if (block.inputs().size() == 1
        && made.size() == 1
        && made.getFirst() instanceof Datum.OfArray(Array array)) {
      return array.wide();
    }
    throw call.refused("has a graph '" + attribute + "' that makes no scores of scores");
  }

  /** Pairs of features turned by an angle that grows with the position (Su et al. 2021). */
  private static Array rotary(Call call) {
    Array input = call.input(0);
    Array x =
        input.rank() == 3 ? heads(call, input, "num_heads").transpose(1, 2) : input.transpose(1, 2);
    if (x.rank() != 4) throw call.refused("turns an array " + input.shape());
    long width = x.extent(3);
    long turned = call.integer("rotary_embedding_dim", 0);
    if (turned == 0) turned = width;
    if (turned < 2 || turned > width || turned % 2 != 0) {
      throw call.refused("turns " + turned + " of " + width + " features");
    }
    Array cosine = angles(call, 1).unsqueeze(2);
    Array sine = angles(call, 2).unsqueeze(2);
    Array part = x.narrow(3, 0, turned);
    long half = turned / 2;
    boolean interleaved = call.flag("interleaved", false);
    Array first = interleaved ? Indexing.slice(part, 3, 0, turned, 2) : part.narrow(3, 0, half);
    Array second = interleaved ? Indexing.slice(part, 3, 1, turned, 2) : part.narrow(3, half, half);
    Array real = cosine.multiply(first).subtract(sine.multiply(second));
    Array imaginary = sine.multiply(first).add(cosine.multiply(second));
    Array rotated =
        interleaved
            ? Functional.stack(4, List.of(real, imaginary)).view(part.shape().toArray())
            : Functional.concatenate(3, real, imaginary);
    Array whole = Functional.concatenate(3, rotated, x.narrow(3, turned, width - turned));
    return input.rank() == 3 ? whole.view(input.shape().toArray()) : whole.transpose(1, 2);
  }

  private static Array angles(Call call, int input) {
    Array table = call.input(input);
    if (call.optional(3).isEmpty()) return table;
    Array at = call.input(3).to(ElementType.INT64);
    return table.pick(0, at.view(-1)).view(at.extent(0), at.extent(1), table.extent(1));
  }

  /** New keys or values written into a cache, each example's at its own place. */
  private static Array cache(Call call) {
    Array past = call.input(0);
    Array update = call.input(1);
    int axis = call.axis(call.integer("axis", -2), past.rank());
    if (axis == 0 || update.rank() != past.rank()) {
      throw call.refused("writes an array " + update.shape() + " into " + past.shape());
    }
    long most = past.extent(axis);
    String mode = call.text("mode", "linear");
    if (!mode.equals("linear") && !mode.equals("circular")) {
      throw call.refused("writes in the mode '" + mode + "'");
    }
    long[] starts = call.optional(2).isPresent() ? call.numbers(2) : new long[(int) past.extent(0)];
    if (starts.length != past.extent(0)) {
      throw call.refused("has " + starts.length + " places for " + past.extent(0) + " examples");
    }
    long[] shape = new long[past.rank()];
    java.util.Arrays.fill(shape, 1);
    shape[0] = starts.length;
    Array first = Array.ofIndices(starts, shape);
    shape[0] = 1;
    shape[axis] = update.extent(axis);
    Array places =
        first.add(
            Indexing.range(0, (double) update.extent(axis), 1, ElementType.INT64).view(shape));
    if (mode.equals("circular")) {
      places = Binary.MODULO.of(places, Array.ofIndices(new long[] {most}));
    }
    return Indexing.scatter(past, axis, places.expand(update.shape().toArray()), update);
  }
}
