package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.transformer.Architecture.Norm.Placement;
import dev.sonde.network.transformer.Architecture.Sizes;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Which tensor of a GGUF file is which weight.
 *
 * <p>llama.cpp turns neighbouring dimensions (2i, 2i + 1) of Llama's heads, the Hugging Face hub
 * (i, i + n): rows of queries and keys lie in another order in these files. They are put back, so
 * that sites are the same. Other architectures' files keep the hub's order.
 */
final class GgufWeights {

  private final GgufKind kind;
  private final Architecture architecture;
  private final Sizes sizes;
  private final Checkpoint file;
  private final Mapping map;

  GgufWeights(GgufKind kind, Architecture architecture, Checkpoint file) {
    this.kind = kind;
    this.architecture = architecture;
    this.sizes = architecture.sizes();
    this.file = file;
    this.map = new Mapping(file, List.of(""), "token_embd.weight", "its settings");
  }

  /** By canonical name. */
  Map<String, Tensor> named() {
    long d = sizes.width();
    map.put("embed.weight", "token_embd.weight", sizes.vocabulary(), d);
    if (architecture.positions().learned()) {
      map.put("embed.positions.weight", "position_embd.weight", sizes.context(), d);
    }
    if (architecture.embedding().types()) {
      Shape types = file.tensor("token_types.weight").shape();
      long count = types.rank() == 2 ? types.extent(0) : 1;
      map.put("embed.types.weight", "token_types.weight", count, d);
    }
    if (architecture.embedding().norm()) map.norm("ln_embed", "token_embd_norm", d);
    for (int n = 0; n < sizes.layers(); n++) {
      String from = "blk." + n + ".";
      String to = "blocks." + n;
      norms(to, from);
      attention(to + ".attn", from + "attn_");
      mlp(to + ".mlp", from + "ffn_");
    }
    if (!architecture.output().norm()) return map.weights(); // an encoder's has no logits
    map.norm("ln_final", "output_norm", d);
    boolean own = map.has("output.weight");
    map.put("unembed.weight", own ? "output.weight" : "token_embd.weight", sizes.vocabulary(), d);
    map.optional("unembed.bias", "output.bias", sizes.vocabulary());
    return map.weights();
  }

  private void norms(String to, String from) {
    long d = sizes.width();
    Placement placement = architecture.norm().placement();
    boolean after = placement == Placement.AFTER;
    map.norm(to + ".ln1", from + (after ? "attn_output_norm" : "attn_norm"), d);
    map.norm(to + ".ln2", from + (after ? "layer_output_norm" : "ffn_norm"), d);
    if (placement != Placement.AROUND) return;
    map.norm(to + ".ln1_post", from + "post_attention_norm", d);
    map.norm(to + ".ln2_post", from + "post_ffw_norm", d);
  }

  private void attention(String to, String from) {
    long d = sizes.width();
    long q = (long) sizes.heads() * sizes.headWidth();
    long k = (long) sizes.keyHeads() * sizes.headWidth();
    if (map.has(from + "qkv.weight")) {
      map.rows(to + ".q", from + "qkv", 0, q, q + 2 * k, d);
      map.rows(to + ".k", from + "qkv", q, q + k, q + 2 * k, d);
      map.rows(to + ".v", from + "qkv", q + k, q + 2 * k, q + 2 * k, d);
    } else {
      map.linear(to + ".q", from + "q", q, d);
      map.linear(to + ".k", from + "k", k, d);
      map.linear(to + ".v", from + "v", k, d);
    }
    if (kind == GgufKind.LLAMA) {
      putBack(to + ".q", sizes.heads());
      putBack(to + ".k", sizes.keyHeads());
    }
    map.linear(to + ".o", from + "output", d, q);
    if (!architecture.attention().headNorms()) return;
    map.norm(to + ".q_norm", from + "q_norm", sizes.headWidth());
    map.norm(to + ".k_norm", from + "k_norm", sizes.headWidth());
  }

  private void mlp(String to, String from) {
    long d = sizes.width();
    long m = sizes.mlpWidth();
    if (!architecture.mlp().gated()) map.linear(to + ".in", from + "up", m, d);
    else if (map.has(from + "gate.weight")) {
      map.linear(to + ".in", from + "gate", m, d);
      map.linear(to + ".up", from + "up", m, d);
    } else {
      map.rows(to + ".in", from + "up", 0, m, 2 * m, d);
      map.rows(to + ".up", from + "up", m, 2 * m, 2 * m, d);
    }
    map.linear(to + ".out", from + "down", d, m);
  }

  private void putBack(String name, int heads) {
    long half = sizes.headWidth() / 2;
    Tensor weight = map.weights().get(name + ".weight");
    if (weight != null) {
      Shape pairs = Shape.of(heads, half, 2, sizes.width());
      map.put(name + ".weight", weight.reshape(pairs).transpose(0, 2, 1, 3));
    }
    Tensor bias = map.weights().get(name + ".bias");
    if (bias == null) return;
    map.put(name + ".bias", bias.reshape(Shape.of(heads, half, 2)).transpose(0, 2, 1));
  }
}
