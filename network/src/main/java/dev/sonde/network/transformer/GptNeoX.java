package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.json.Json;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** GPT-NeoX and Pythia: queries, keys and values packed head by head, a part of each turned. */
record GptNeoX() implements Family {

  @Override
  public Architecture architecture(Config config) {
    Json json = config.json();
    int layers = config.layers("num_hidden_layers");
    int width = config.width("hidden_size");
    int heads = config.heads("num_attention_heads");
    int headWidth = config.headWidth(width, heads);
    int vocabulary = config.vocabulary();
    int context = config.context("max_position_embeddings");
    double part = json.at("rotary_pct").number(0.25);
    part = json.at("rope_parameters").at("partial_rotary_factor").number(part);
    double theta = json.at("rotary_emb_base").number(10_000);
    Rotary rotary = config.rotary(config.turned(headWidth * part, headWidth), theta, context);
    boolean parallel = json.at("use_parallel_residual").truth(true);
    return new Architecture(
        "gpt_neox",
        new Sizes(
            layers,
            width,
            heads,
            heads,
            headWidth,
            config.width("intermediate_size"),
            vocabulary,
            vocabulary,
            config.reach(context)),
        new Norm(
            Norm.Kind.LAYER,
            json.at("layer_norm_eps").number(1e-5),
            false,
            parallel ? Norm.Placement.PARALLEL : Norm.Placement.BEFORE),
        Positions.of(Collections.nCopies(layers, rotary)),
        new Attention(
            true, Collections.nCopies(layers, 0), Config.scales(layers, headWidth), 0, false),
        new Mlp(config.activation("hidden_act", "gelu"), false),
        Embedding.PLAIN,
        Output.PLAIN);
  }

  @Override
  public String table() {
    return "embed_in.weight";
  }

  @Override
  public Map<String, Tensor> weights(Architecture architecture, Config config, Checkpoint file) {
    Sizes s = architecture.sizes();
    long d = s.width();
    Mapping map =
        new Mapping(file, List.of("", "gpt_neox."), table(), "its config.json (gpt_neox)");
    map.put("embed.weight", "embed_in.weight", s.vocabulary(), d);
    for (int n = 0; n < s.layers(); n++) {
      String from = "layers." + n;
      String to = "blocks." + n;
      map.norm(to + ".ln1", from + ".input_layernorm", d);
      map.norm(to + ".ln2", from + ".post_attention_layernorm", d);
      packed(map, to + ".attn.", from + ".attention.query_key_value", s);
      map.linear(to + ".attn.o", from + ".attention.dense", d, (long) s.heads() * s.headWidth());
      map.linear(to + ".mlp.in", from + ".mlp.dense_h_to_4h", s.mlpWidth(), d);
      map.linear(to + ".mlp.out", from + ".mlp.dense_4h_to_h", d, s.mlpWidth());
    }
    map.norm("ln_final", "final_layer_norm", d);
    map.unembed("embed_out.weight", "embed_in.weight", config.tied(false), s.vocabulary(), d);
    return map.weights();
  }

  private static void packed(Mapping map, String to, String from, Sizes s) {
    long h = s.heads();
    long w = s.headWidth();
    long rows = 3 * h * w;
    Tensor weight = map.tensor(from + ".weight", rows, s.width());
    // Turned as exporters turn matrices, it must be written anew before heads can be told apart.
    if (!weight.isContiguous()) {
      weight = Tensor.ofFloats(weight.address(), weight.shape(), weight.toFloats());
    }
    Tensor heads = weight.reshape(Shape.of(h, 3, w, s.width()));
    boolean biased = map.has(from + ".bias");
    String[] parts = {"q", "k", "v"};
    for (int i = 0; i < 3; i++) {
      map.put(to + parts[i] + ".weight", heads.slice(1, i, i + 1));
      if (!biased) continue;
      Tensor bias = map.tensor(from + ".bias", rows).reshape(Shape.of(h, 3, w));
      map.put(to + parts[i] + ".bias", bias.slice(1, i, i + 1));
    }
  }
}
