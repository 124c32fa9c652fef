package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.transformer.Architecture.Activation;
import dev.sonde.network.transformer.Architecture.Attention;
import dev.sonde.network.transformer.Architecture.Embedding;
import dev.sonde.network.transformer.Architecture.Mlp;
import dev.sonde.network.transformer.Architecture.Norm;
import dev.sonde.network.transformer.Architecture.Output;
import dev.sonde.network.transformer.Architecture.Positions;
import dev.sonde.network.transformer.Architecture.Sizes;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A state dict of TransformerLens ({@code blocks.0.attn.W_Q [heads × model × head]}), or of the
 * code that it grew from, whose matrices are transposed ({@code W_Q [heads × head × model]}, blocks
 * perhaps called {@code attn_blocks}). Shapes say what the model is, except for two things: which
 * way it looks, and its activation.
 */
final class LensStateDict {

  /**
   * What a state dict does not say.
   *
   * @param causal whether a position sees only those before it
   */
  record Hints(boolean causal, Activation activation) {}

  private static final double EPSILON = 1e-5;

  private final Checkpoint file;
  private final String prefix;
  private final String blocks;
  private final boolean older;

  private LensStateDict(Checkpoint file) {
    this.file = file;
    this.prefix = file.has("model.embed.W_E") ? "model." : "";
    this.blocks = file.has(prefix + "attn_blocks.0.attn.W_Q") ? "attn_blocks." : "blocks.";
    this.older = shape(prefix + blocks + "0.attn.W_O", 2, 3).rank() == 2;
  }

  /** Whether the file is such a state dict. */
  static boolean recognises(Checkpoint file) {
    return file.has("embed.W_E") || file.has("model.embed.W_E");
  }

  static Transformer open(Checkpoint file, Hints hints, Transformer.Settings settings) {
    LensStateDict dict = new LensStateDict(file);
    Architecture architecture = dict.architecture(hints);
    return Transformer.of(file.path(), architecture, dict.weights(architecture), settings);
  }

  private Shape shape(String name, int... ranks) {
    Shape shape = file.tensor(name).shape();
    for (int rank : ranks) if (shape.rank() == rank && shape.count() > 0) return shape;
    throw new TransformerException(
        file.path() + ": '" + name + "' has shape " + shape + ", of no state dict that is read");
  }

  private static int extent(Shape shape, int axis) {
    return (int) Math.min(shape.extent(axis), Integer.MAX_VALUE);
  }

  private Architecture architecture(Hints hints) {
    int layers = 0;
    while (file.has(prefix + blocks + layers + ".attn.W_Q")) layers++;
    Shape embed = shape(prefix + "embed.W_E", 2);
    Shape queries = shape(prefix + blocks + "0.attn.W_Q", 3);
    Shape unembed = shape(prefix + "unembed.W_U", 2);
    int width = extent(embed, older ? 0 : 1);
    int headWidth = extent(queries, older ? 1 : 2);
    String in = prefix + blocks + "0.mlp.W_in";
    int mlp = file.has(in) ? extent(shape(in, 2), older ? 0 : 1) : 0;
    boolean normed = file.has(prefix + "ln_final.w");
    return new Architecture(
        "transformer_lens",
        new Sizes(
            layers,
            width,
            extent(queries, 0),
            extent(queries, 0),
            headWidth,
            mlp,
            extent(embed, older ? 1 : 0),
            extent(unembed, 1),
            extent(shape(prefix + "pos_embed.W_pos", 2), 0)),
        new Norm(normed ? Norm.Kind.LAYER : Norm.Kind.NONE, EPSILON, false, Norm.Placement.BEFORE),
        Positions.table(0),
        new Attention(
            hints.causal(),
            Collections.nCopies(layers, 0),
            Config.scales(layers, headWidth),
            0,
            false),
        new Mlp(hints.activation(), false),
        Embedding.PLAIN,
        new Output(normed, false, 0, false));
  }

  private Map<String, Tensor> weights(Architecture architecture) {
    Sizes s = architecture.sizes();
    long d = s.width();
    Mapping map = new Mapping(file, List.of(prefix), "embed.W_E", "a model of this state dict");
    map.put("embed.weight", turned(map, "embed.W_E", older, s.vocabulary(), d));
    map.put("embed.positions.weight", "pos_embed.W_pos", s.context(), d);
    for (int n = 0; n < s.layers(); n++) {
      String from = blocks + n;
      String to = "blocks." + n;
      norm(map, to + ".ln1", from + ".ln1", d);
      attention(map, to + ".attn.", from + ".attn.", s);
      if (s.mlpWidth() == 0) continue;
      norm(map, to + ".ln2", from + ".ln2", d);
      map.put(to + ".mlp.in.weight", turned(map, from + ".mlp.W_in", !older, s.mlpWidth(), d));
      map.optional(to + ".mlp.in.bias", from + ".mlp.b_in", s.mlpWidth());
      map.put(to + ".mlp.out.weight", turned(map, from + ".mlp.W_out", !older, d, s.mlpWidth()));
      map.optional(to + ".mlp.out.bias", from + ".mlp.b_out", d);
    }
    norm(map, "ln_final", "ln_final", d);
    map.put("unembed.weight", turned(map, "unembed.W_U", true, s.outputs(), d));
    map.optional("unembed.bias", "unembed.b_U", s.outputs());
    return map.weights();
  }

  private static void norm(Mapping map, String to, String from, long d) {
    if (!map.has(from + ".w")) return;
    map.put(to + ".weight", from + ".w", d);
    map.put(to + ".bias", from + ".b", d);
  }

  private void attention(Mapping map, String to, String from, Sizes s) {
    long d = s.width();
    long h = s.heads();
    long w = s.headWidth();
    for (String part : List.of("q", "k", "v")) {
      String name = from + "W_" + part.toUpperCase(java.util.Locale.ROOT);
      Tensor matrix = older ? map.tensor(name, h, w, d) : map.tensor(name, h, d, w);
      map.put(to + part + ".weight", older ? matrix : matrix.transpose(0, 2, 1));
      String bias = from + "b_" + part.toUpperCase(java.util.Locale.ROOT);
      map.optional(to + part + ".bias", bias, h, w);
    }
    String out = from + "W_O";
    Tensor matrix = older ? map.tensor(out, d, h * w) : map.tensor(out, h, w, d).transpose(2, 0, 1);
    map.put(to + "o.weight", matrix);
    map.optional(to + "o.bias", from + "b_O", d);
  }

  /** A matrix as {@code [rows × columns]}, stored so or transposed. */
  private static Tensor turned(Mapping map, String name, boolean stored, long rows, long columns) {
    if (!stored) return map.tensor(name, rows, columns);
    return map.tensor(name, columns, rows).transpose(1, 0);
  }
}
