package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Functional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention of one layer. Scores and pattern are computed as matrices only where somebody looks at
 * them, or where no fused kernel does what the model does; heads' results only where looked at.
 */
final class Attend {

  private final Architecture architecture;
  private final Weights weights;
  private final Call.Sites sites;
  private final Norms norms;
  private final Visibility visibility;
  private final @Nullable KeyValues past;

  Attend(
      Architecture architecture,
      Weights weights,
      Call.Sites sites,
      Norms norms,
      Visibility visibility,
      @Nullable KeyValues past) {
    this.architecture = architecture;
    this.weights = weights;
    this.sites = sites;
    this.norms = norms;
    this.visibility = visibility;
    this.past = past;
  }

  Array compute(int layer, Array x) {
    String name = "blocks." + layer + ".attn";
    Architecture.Sizes sizes = architecture.sizes();
    Array q = heads(name, "q", x, sizes.heads());
    Array k = heads(name, "k", x, sizes.keyHeads());
    Array v = heads(name, "v", x, sizes.keyHeads());
    List<Architecture.Rotary> rotary = architecture.positions().rotary();
    if (!rotary.isEmpty()) {
      Turn turn = new Turn(rotary.get(layer), visibility.before(), (int) x.extent(1), x.type());
      q = sites.visit(name + ".rot_q", turn.of(q), 2);
      k = sites.visit(name + ".rot_k", turn.of(k), 2);
    }
    // [rows × heads × positions × width] from here on
    Array keys = k.transpose(1, 2);
    Array values = v.transpose(1, 2);
    if (past != null) {
      keys = past.keys(layer, keys);
      values = past.values(layer, values);
    }
    int groups = sizes.heads() / sizes.keyHeads();
    Array z =
        mixed(layer, name, q.transpose(1, 2), repeated(keys, groups), repeated(values, groups));
    z = sites.visit(name + ".z", z.transpose(1, 2), 2);
    return sites.visit(name + ".out", out(name, z), -1);
  }

  private Array heads(String name, String part, Array x, int heads) {
    Architecture.Sizes sizes = architecture.sizes();
    int width = sizes.headWidth();
    Array w = weights.get(name + "." + part + ".weight").view((long) heads * width, sizes.width());
    Array bias = weights.find(name + "." + part + ".bias");
    Array flat = Functional.linear(x, w, bias == null ? null : bias.view(-1));
    Array split = flat.view(x.extent(0), x.extent(1), heads, width);
    boolean normed = architecture.attention().headNorms() && !part.equals("v");
    if (normed) split = norms.of(name + "." + part + "_norm", split);
    return sites.visit(name + "." + part, split, 2);
  }

  /** Each head of keys serves a group of heads of queries. */
  private static Array repeated(Array x, int groups) {
    if (groups == 1) return x;
    long[] shape = x.shape().toArray();
    return x.unsqueeze(2)
        .expand(shape[0], shape[1], groups, shape[2], shape[3])
        .view(shape[0], shape[1] * groups, shape[2], shape[3]);
  }

  private Array mixed(int layer, String name, Array q, Array k, Array v) {
    Architecture.Attention attention = architecture.attention();
    boolean plain = attention.softcap() == 0 && architecture.positions().slopes().isEmpty();
    boolean changed = sites.changes(name + ".scores") || sites.changes(name + ".pattern");
    if (!plain || changed) return pattern(layer, name, q, k).matmul(v);
    boolean scored = sites.watches(name + ".scores");
    if (sites.watches(name + ".pattern") || scored) pattern(layer, name, q, k);
    int queries = (int) q.extent(2);
    boolean whole = visibility.seesAll(layer, queries);
    boolean causal = !whole && visibility.isPlainCausal(layer, queries);
    Array mask = whole || causal ? null : visibility.mask(layer, queries);
    return Functional.attention(q, k, v, mask, causal, attention.scales().get(layer));
  }

  private Array pattern(int layer, String name, Array q, Array k) {
    Architecture.Attention attention = architecture.attention();
    int queries = (int) q.extent(2);
    Array scores = q.matmul(k.transpose(2, 3)).multiply(attention.scales().get(layer));
    if (attention.softcap() > 0) {
      scores = scores.multiply(1 / attention.softcap()).tanh().multiply(attention.softcap());
    }
    if (!architecture.positions().slopes().isEmpty()) scores = scores.add(slopes(queries));
    if (!visibility.seesAll(layer, queries)) scores = scores.add(visibility.mask(layer, queries));
    scores = sites.visit(name + ".scores", scores, 1);
    boolean narrow = scores.type() == ElementType.BFLOAT16 || scores.type() == ElementType.FLOAT16;
    Array pattern = Functional.softmax(narrow ? scores.toFloat() : scores, -1);
    return sites.visit(name + ".pattern", narrow ? pattern.to(scores.type()) : pattern, 1);
  }

  /** ALiBi (Press et al. 2022): the further a key, the less: {@code [heads × queries × keys]}. */
  private Array slopes(int queries) {
    List<Double> slopes = architecture.positions().slopes();
    int before = visibility.before();
    int keys = before + queries;
    float[] bias = new float[Math.toIntExact((long) slopes.size() * queries * keys)];
    int at = 0;
    for (double slope : slopes) {
      for (int query = 0; query < queries; query++) {
        for (int key = 0; key < keys; key++) bias[at++] = (float) (-slope * (before + query - key));
      }
    }
    return Array.of(bias, slopes.size(), queries, keys).to(weights.type());
  }

  private Array out(String name, Array z) {
    Architecture.Sizes sizes = architecture.sizes();
    long inner = (long) sizes.heads() * sizes.headWidth();
    Array w = weights.get(name + ".o.weight").view(sizes.width(), inner);
    Array bias = weights.find(name + ".o.bias");
    boolean changed = sites.changes(name + ".result");
    if (sites.watches(name + ".result")) {
      // One product per head: [rows × positions × heads × 1 × width] · [heads × width × model]
      Array perHead =
          w.view(sizes.width(), sizes.heads(), sizes.headWidth()).transpose(0, 1).transpose(1, 2);
      Array result = sites.visit(name + ".result", z.unsqueeze(3).matmul(perHead).squeeze(3), 2);
      if (changed) return bias == null ? result.sum(2) : result.sum(2).add(bias);
    }
    return Functional.linear(z.flatten(2), w, bias);
  }
}
