package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.json.Json;
import dev.sonde.network.transformer.Architecture.Attention;
import dev.sonde.network.transformer.Architecture.Embedding;
import dev.sonde.network.transformer.Architecture.Mlp;
import dev.sonde.network.transformer.Architecture.Norm;
import dev.sonde.network.transformer.Architecture.Output;
import dev.sonde.network.transformer.Architecture.Positions;
import dev.sonde.network.transformer.Architecture.Sizes;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** GPT-2 (Radford et al. 2019): its matrices are stored {@code [in × out]}. */
record Gpt2() implements Family {

  @Override
  public Architecture architecture(Config config) {
    Json json = config.json();
    int layers = config.layers("n_layer");
    int width = config.width("n_embd");
    int heads = config.heads("n_head");
    int headWidth = config.headWidth(width, heads);
    int vocabulary = config.vocabulary();
    boolean scaled = json.at("scale_attn_weights").truth(true);
    boolean byLayer = json.at("scale_attn_by_inverse_layer_idx").truth(false);
    List<Double> scales = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      double scale = scaled ? 1 / Math.sqrt(headWidth) : 1;
      scales.add(byLayer ? scale / (layer + 1) : scale);
    }
    int inner = config.width("n_inner", 4 * width);
    return new Architecture(
        "gpt2",
        new Sizes(
            layers,
            width,
            heads,
            heads,
            headWidth,
            inner,
            vocabulary,
            vocabulary,
            config.context("n_positions")),
        new Norm(
            Norm.Kind.LAYER,
            json.at("layer_norm_epsilon").number(1e-5),
            false,
            Norm.Placement.BEFORE),
        Positions.table(0),
        new Attention(true, Collections.nCopies(layers, 0), scales, 0, false),
        new Mlp(config.activation("activation_function", "gelu_new"), false),
        Embedding.PLAIN,
        Output.PLAIN);
  }

  @Override
  public String table() {
    return "wte.weight";
  }

  @Override
  public Map<String, Tensor> weights(Architecture architecture, Config config, Checkpoint file) {
    Sizes s = architecture.sizes();
    long d = s.width();
    Mapping map = new Mapping(file, List.of("", "transformer."), table(), "its config.json (gpt2)");
    map.put("embed.weight", "wte.weight", s.vocabulary(), d);
    map.put("embed.positions.weight", "wpe.weight", s.context(), d);
    for (int n = 0; n < s.layers(); n++) {
      String from = "h." + n;
      String to = "blocks." + n;
      map.norm(to + ".ln1", from + ".ln_1", d);
      map.norm(to + ".ln2", from + ".ln_2", d);
      Tensor packed = map.tensor(from + ".attn.c_attn.weight", d, 3 * d).transpose(1, 0);
      Tensor bias = map.tensor(from + ".attn.c_attn.bias", 3 * d);
      String[] parts = {"q", "k", "v"};
      for (int i = 0; i < 3; i++) {
        map.put(to + ".attn." + parts[i] + ".weight", packed.slice(0, i * d, (i + 1) * d));
        map.put(to + ".attn." + parts[i] + ".bias", bias.slice(0, i * d, (i + 1) * d));
      }
      turned(map, to + ".attn.o", from + ".attn.c_proj", d, d);
      turned(map, to + ".mlp.in", from + ".mlp.c_fc", d, s.mlpWidth());
      turned(map, to + ".mlp.out", from + ".mlp.c_proj", s.mlpWidth(), d);
    }
    map.norm("ln_final", "ln_f", d);
    map.unembed("lm_head.weight", "wte.weight", config.tied(true), s.vocabulary(), d);
    return map.weights();
  }

  private static void turned(Mapping map, String to, String from, long in, long out) {
    map.put(to + ".weight", map.tensor(from + ".weight", in, out).transpose(1, 0));
    map.put(to + ".bias", from + ".bias", out);
  }
}
