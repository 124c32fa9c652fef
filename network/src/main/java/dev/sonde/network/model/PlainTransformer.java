package dev.sonde.network.model;

import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Role;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small causal transformer without norms, to be trained: learned positions, attention without
 * biases, relu in the MLPs if there are any. Parameters have the names and shapes of
 * TransformerLens ({@code blocks.0.attn.W_Q [heads × width × head width]}), so that a saved network
 * opens as a {@link dev.sonde.network.transformer.Transformer} too; sites are the canonical ones.
 *
 * <p>Input: ids of tokens, int64 {@code [rows × positions]}. Output: logits {@code [rows ×
 * positions × outputs]}.
 *
 * @param mlpWidth hidden units of each block's MLP; 0: attention only
 * @param vocabulary tokens that are read
 * @param outputs tokens that are told
 * @param context positions at most
 */
public record PlainTransformer(
    int layers,
    int width,
    int heads,
    int headWidth,
    int mlpWidth,
    int vocabulary,
    int outputs,
    int context)
    implements Model<Array, Array> {

  /** As {@link #description} says it. */
  public static final String KIND = "transformer";

  /** What {@code exp} makes zero of. */
  private static final double NEVER = -1e9;

  public PlainTransformer {
    if (layers < 1 || width < 1 || heads < 1 || headWidth < 1 || mlpWidth < 0) {
      throw new IllegalArgumentException(
          "%d layers of width %d, %d heads of %d, %d hidden units"
              .formatted(layers, width, heads, headWidth, mlpWidth));
    }
    if (vocabulary < 1 || outputs < 1 || context < 1) {
      throw new IllegalArgumentException(
          "%d tokens, %d outputs, %d positions".formatted(vocabulary, outputs, context));
    }
  }

  static PlainTransformer of(Described by) {
    return new PlainTransformer(
        by.integer("layers"),
        by.integer("width"),
        by.integer("heads"),
        by.integer("head_width"),
        by.integer("mlp_width"),
        by.integer("vocabulary"),
        by.integer("outputs"),
        by.integer("context"));
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    specs.add(spec("embed.W_E", Role.EMBEDDING, width, vocabulary, width));
    specs.add(spec("pos_embed.W_pos", Role.EMBEDDING, width, context, width));
    for (int n = 0; n < layers; n++) {
      String block = "blocks." + n;
      for (String part : List.of("Q", "K", "V")) {
        specs.add(spec(block + ".attn.W_" + part, Role.WEIGHT, width, heads, width, headWidth));
      }
      long inner = (long) heads * headWidth;
      specs.add(spec(block + ".attn.W_O", Role.WEIGHT, inner, heads, headWidth, width));
      if (mlpWidth == 0) continue;
      specs.add(spec(block + ".mlp.W_in", Role.WEIGHT, width, width, mlpWidth));
      specs.add(spec(block + ".mlp.b_in", Role.BIAS, width, mlpWidth));
      specs.add(spec(block + ".mlp.W_out", Role.WEIGHT, mlpWidth, mlpWidth, width));
      specs.add(spec(block + ".mlp.b_out", Role.BIAS, mlpWidth, width));
    }
    specs.add(spec("unembed.W_U", Role.WEIGHT, width, width, outputs));
    return specs;
  }

  private static ParameterSpec spec(String name, Role role, long fanIn, long... shape) {
    return ParameterSpec.of(name, role, fanIn, shape[shape.length - 1], shape);
  }

  @Override
  public Array forward(Pass pass, Array ids) {
    return compute(pass, ids, false);
  }

  /**
   * The logits of the last position alone, {@code [rows × outputs]}: what only earlier positions of
   * the last block would need is not computed, and its sites have one position.
   */
  public Array last(Pass pass, Array ids) {
    return compute(pass, ids, true).squeeze(1);
  }

  private Array compute(Pass pass, Array ids, boolean last) {
    long positions = ids.extent(1);
    Array embedded = Functional.embedding(pass.parameter("embed.W_E"), ids);
    Array places = pass.parameter("pos_embed.W_pos").narrow(0, 0, positions);
    Array x =
        pass.visit("embed", embedded, -1)
            .add(
                pass.visit(
                    "pos_embed", places.unsqueeze(0).expand(embedded.shape().toArray()), -1));
    boolean fewer = vocabulary + ids.extent(1) < ids.count();
    Lookup lookup = pass.probed() || !fewer ? null : new Lookup(ids, places);
    for (int n = 0; n < layers; n++) {
      x = block(pass, n, x, n == 0 ? lookup : null, last && n == layers - 1);
    }
    return pass.visit("logits", x.matmul(pass.parameter("unembed.W_U")), -1);
  }

  private Array block(Pass pass, int n, Array entering, @Nullable Lookup lookup, boolean last) {
    String name = "blocks." + n;
    Array x = pass.visit(name + ".resid_pre", entering, -1);
    long positions = x.extent(1);
    Array reading = last ? x.narrow(1, positions - 1, 1) : x;
    Array mid = reading.add(attention(pass, name + ".attn", x, reading, lookup));
    if (mlpWidth == 0) return pass.visit(name + ".resid_post", mid, -1);
    mid = pass.visit(name + ".resid_mid", mid, -1);
    String mlp = name + ".mlp";
    Array pre = mid.matmul(pass.parameter(mlp + ".W_in")).add(pass.parameter(mlp + ".b_in"));
    Array post = pass.visit(mlp + ".post", pass.visit(mlp + ".pre", pre, -1).relu(), -1);
    Array out = post.matmul(pass.parameter(mlp + ".W_out")).add(pass.parameter(mlp + ".b_out"));
    return pass.visit(name + ".resid_post", mid.add(pass.visit(mlp + ".out", out, -1)), -1);
  }

  /** Queries of {@code reading}, keys and values of all. */
  private Array attention(Pass pass, String name, Array x, Array reading, @Nullable Lookup lookup) {
    Array q = pass.visit(name + ".q", project(pass, name + ".W_Q", reading, lookup), 2);
    Array k = pass.visit(name + ".k", project(pass, name + ".W_K", x, lookup), 2);
    Array v = pass.visit(name + ".v", project(pass, name + ".W_V", x, lookup), 2);
    Array scores =
        q.transpose(1, 2)
            .matmul(Indexing.permute(k, 0, 2, 3, 1))
            .multiply(1 / Math.sqrt((double) headWidth));
    if (q.extent(1) > 1) scores = scores.add(mask((int) q.extent(1)));
    Array seen = pass.visit(name + ".scores", scores, 1);
    Array pattern = pass.visit(name + ".pattern", Functional.softmax(seen, -1), 1);
    Array z = pass.visit(name + ".z", pattern.matmul(v.transpose(1, 2)).transpose(1, 2), 2);
    long inner = (long) heads * headWidth;
    Array out = z.flatten(2).matmul(pass.parameter(name + ".W_O").view(inner, width));
    return pass.visit(name + ".out", out, -1);
  }

  /** {@code [rows × positions × heads × head width]}. */
  private Array project(Pass pass, String weight, Array x, @Nullable Lookup lookup) {
    long inner = (long) heads * headWidth;
    Array w = pass.parameter(weight).transpose(0, 1).contiguous().view(width, inner);
    Array all = lookup == null ? x.matmul(w) : lookup.product(pass, x.extent(1), w);
    return all.view(x.extent(0), x.extent(1), heads, headWidth);
  }

  /**
   * What block 0 reads: rows of two tables. A product of the tables' rows that is looked up is the
   * product of the looked-up rows: worth it where the tables have fewer.
   */
  private record Lookup(Array ids, Array places) {

    /** Of the last so many positions. */
    Array product(Pass pass, long positions, Array w) {
      long start = ids.extent(1) - positions;
      Array tokens = pass.parameter("embed.W_E").matmul(w);
      return Functional.embedding(tokens, ids.narrow(1, start, positions))
          .add(places.narrow(0, start, positions).matmul(w).unsqueeze(0));
    }
  }

  private static Array mask(int positions) {
    float[] mask = new float[positions * positions];
    for (int query = 0; query < positions; query++) {
      for (int key = query + 1; key < positions; key++) {
        mask[query * positions + key] = (float) NEVER;
      }
    }
    return Array.of(mask, positions, positions);
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> by = new LinkedHashMap<>();
    by.put("model", KIND);
    by.put("layers", String.valueOf(layers));
    by.put("width", String.valueOf(width));
    by.put("heads", String.valueOf(heads));
    by.put("head_width", String.valueOf(headWidth));
    by.put("mlp_width", String.valueOf(mlpWidth));
    by.put("vocabulary", String.valueOf(vocabulary));
    by.put("outputs", String.valueOf(outputs));
    by.put("context", String.valueOf(context));
    return by;
  }
}
