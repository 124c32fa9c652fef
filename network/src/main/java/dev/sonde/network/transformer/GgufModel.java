package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.gguf.GgufFile;
import dev.sonde.checkpoint.gguf.GgufMetadata;
import dev.sonde.network.transformer.Architecture.Activation;
import dev.sonde.network.transformer.Architecture.Attention;
import dev.sonde.network.transformer.Architecture.Embedding;
import dev.sonde.network.transformer.Architecture.Mlp;
import dev.sonde.network.transformer.Architecture.Norm;
import dev.sonde.network.transformer.Architecture.Output;
import dev.sonde.network.transformer.Architecture.Positions;
import dev.sonde.network.transformer.Architecture.Rotary;
import dev.sonde.network.transformer.Architecture.Sizes;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A model in a GGUF file. Numbers stay packed until a layer is brought in.
 *
 * <p>llama.cpp turns neighbouring dimensions (2i, 2i + 1) of Llama's heads, the Hugging Face hub
 * (i, i + n): rows of queries and keys lie in another order in these files. They are put back, so
 * that sites are the same.
 */
final class GgufModel {

  private static final int MOST = 1 << 24;

  private final Path path;
  private final GgufMetadata settings;
  private final String family;

  private GgufModel(Path path, GgufMetadata settings) {
    this.path = path;
    this.settings = settings;
    this.family = settings.text("general.architecture");
    if (!List.of("llama", "qwen2", "qwen3").contains(family)) {
      throw new TransformerException(
          path + ": '" + family + "' is no family that is read from GGUF; llama, qwen2, qwen3 are");
    }
  }

  static Transformer open(Path path, Transformer.Settings settings) {
    GgufModel model = new GgufModel(path, GgufFile.open(path).metadata());
    Checkpoint file = Checkpoint.open(path);
    Architecture architecture = model.architecture(file);
    return Transformer.of(path, architecture, model.weights(architecture, file), settings);
  }

  private int integer(String key, long otherwise) {
    String whole = family + "." + key;
    long value = otherwise < 0 ? settings.integer(whole) : settings.integer(whole, otherwise);
    if (value >= 1 && value <= MOST) return (int) value;
    throw new TransformerException(path + ": " + whole + " is " + value + ", from 1 to " + MOST);
  }

  private Architecture architecture(Checkpoint file) {
    int layers = integer("block_count", -1);
    int width = integer("embedding_length", -1);
    int heads = integer("attention.head_count", -1);
    int keyHeads = integer("attention.head_count_kv", heads);
    int headWidth = integer("attention.key_length", Math.max(1, width / heads));
    if (heads % keyHeads != 0) {
      throw new TransformerException(
          path + ": " + heads + " heads do not divide into groups for " + keyHeads);
    }
    Shape table = file.tensor("token_embd.weight").shape();
    int vocabulary = table.rank() == 2 ? (int) Math.min(table.extent(0), MOST) : 0;
    int turned = integer("rope.dimension_count", headWidth);
    return new Architecture(
        family,
        new Sizes(
            layers,
            width,
            heads,
            keyHeads,
            headWidth,
            integer("feed_forward_length", -1),
            vocabulary,
            vocabulary,
            integer("context_length", -1)),
        new Norm(
            Norm.Kind.RMS,
            settings.number(family + ".attention.layer_norm_rms_epsilon", 1e-5),
            false,
            Norm.Placement.BEFORE),
        Positions.of(Collections.nCopies(layers, rotary(file, turned, headWidth))),
        new Attention(
            true,
            Collections.nCopies(layers, 0),
            Config.scales(layers, headWidth),
            0,
            family.equals("qwen3")),
        new Mlp(Activation.SILU, true),
        Embedding.PLAIN,
        Output.PLAIN);
  }

  /** Llama 3's stretched turns are a tensor of divisors; other scalings are settings. */
  private Rotary rotary(Checkpoint file, int turned, int headWidth) {
    String scaling = family + ".rope.scaling.type";
    String type = settings.has(scaling) ? settings.text(scaling) : "none";
    double factor = settings.number(family + ".rope.scaling.factor", 1);
    if (!List.of("none", "linear").contains(type) || !(factor > 0)) {
      throw new TransformerException(
          path + ": rotary positions scaled by '" + type + "', " + factor + ", are not read");
    }
    if (turned % 2 != 0 || turned > headWidth) {
      throw new TransformerException(
          path + ": " + turned + " of " + headWidth + " dimensions turn");
    }
    double theta = settings.number(family + ".rope.freq_base", 10_000);
    float[] divisors = new float[turned / 2];
    java.util.Arrays.fill(divisors, type.equals("linear") ? (float) factor : 1);
    if (file.has("rope_freqs.weight")) {
      divisors = file.tensor("rope_freqs.weight").toFloats();
      if (divisors.length != turned / 2) {
        throw new TransformerException(
            path + ": 'rope_freqs.weight' has " + divisors.length + " numbers, not " + turned / 2);
      }
    }
    List<Double> frequencies = new ArrayList<>();
    for (int i = 0; i < turned / 2; i++) {
      frequencies.add(Math.pow(theta, -2.0 * i / turned) / divisors[i]);
    }
    return new Rotary(frequencies, 1);
  }

  private Map<String, Tensor> weights(Architecture architecture, Checkpoint file) {
    Sizes s = architecture.sizes();
    long d = s.width();
    long q = (long) s.heads() * s.headWidth();
    long k = (long) s.keyHeads() * s.headWidth();
    Mapping map = new Mapping(file, List.of(""), "token_embd.weight", "its settings");
    map.put("embed.weight", "token_embd.weight", s.vocabulary(), d);
    for (int n = 0; n < s.layers(); n++) {
      String from = "blk." + n + ".";
      String to = "blocks." + n;
      map.norm(to + ".ln1", from + "attn_norm", d);
      map.norm(to + ".ln2", from + "ffn_norm", d);
      turned(map, to + ".attn.q", from + "attn_q", s.heads(), s);
      turned(map, to + ".attn.k", from + "attn_k", s.keyHeads(), s);
      map.linear(to + ".attn.v", from + "attn_v", k, d);
      map.linear(to + ".attn.o", from + "attn_output", d, q);
      if (architecture.attention().headNorms()) {
        map.norm(to + ".attn.q_norm", from + "attn_q_norm", s.headWidth());
        map.norm(to + ".attn.k_norm", from + "attn_k_norm", s.headWidth());
      }
      map.linear(to + ".mlp.in", from + "ffn_gate", s.mlpWidth(), d);
      map.linear(to + ".mlp.up", from + "ffn_up", s.mlpWidth(), d);
      map.linear(to + ".mlp.out", from + "ffn_down", d, s.mlpWidth());
    }
    map.norm("ln_final", "output_norm", d);
    boolean own = map.has("output.weight");
    map.put("unembed.weight", own ? "output.weight" : "token_embd.weight", s.vocabulary(), d);
    return map.weights();
  }

  private void turned(Mapping map, String to, String from, int heads, Sizes s) {
    map.linear(to, from, (long) heads * s.headWidth(), s.width());
    if (!family.equals("llama")) return; // the others' files keep the hub's order
    long half = s.headWidth() / 2;
    Tensor weight = map.weights().get(to + ".weight");
    if (weight != null) {
      Shape pairs = Shape.of(heads, half, 2, s.width());
      map.put(to + ".weight", weight.reshape(pairs).transpose(0, 2, 1, 3));
    }
    Tensor bias = map.weights().get(to + ".bias");
    if (bias == null) return;
    map.put(to + ".bias", bias.reshape(Shape.of(heads, half, 2)).transpose(0, 2, 1));
  }
}
