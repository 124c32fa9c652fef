package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.json.Json;
import dev.sonde.network.transformer.Architecture.Attention;
import dev.sonde.network.transformer.Architecture.Embedding;
import dev.sonde.network.transformer.Architecture.Image;
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
import java.util.Optional;

/** ViT (Dosovitskiy et al. 2021): patches of an image behind a class token. */
record VisionTransformer() implements Family {

  @Override
  public Architecture architecture(Config config) {
    int layers = config.layers("num_hidden_layers");
    int width = config.width("hidden_size");
    int heads = config.heads("num_attention_heads");
    int headWidth = config.headWidth(width, heads);
    List<Json> patch = sides(config.json().at("patch_size"));
    List<Json> image = sides(config.json().at("image_size"));
    int high = patch.getFirst().integer(1, 1 << 12);
    int wide = patch.getLast().integer(1, 1 << 12);
    Image seen =
        new Image(
            config.json().at("num_channels").integer(1, 1 << 12, 3),
            image.getFirst().integer(high, 1 << 14),
            image.getLast().integer(wide, 1 << 14),
            high,
            wide);
    return new Architecture(
        "vit",
        new Sizes(
            layers,
            width,
            heads,
            heads,
            headWidth,
            config.width("intermediate_size"),
            0,
            0,
            seen.down() * seen.across() + 1),
        new Norm(
            Norm.Kind.LAYER,
            config.json().at("layer_norm_eps").number(1e-12),
            false,
            Norm.Placement.BEFORE),
        Positions.table(0),
        new Attention(
            false, Collections.nCopies(layers, 0), Config.scales(layers, headWidth), 0, false),
        new Mlp(config.activation("hidden_act", "gelu"), false),
        new Embedding(1, false, false, Optional.of(seen)),
        new Output(true, false, 0, true));
  }

  /** Height and width; one number stands for both. */
  private static List<Json> sides(Json given) {
    if (!given.isArray()) return List.of(given, given);
    if (given.list().size() != 2) throw given.wrong("one number, or height and width");
    return given.list();
  }

  @Override
  public String table() {
    return "embeddings.cls_token";
  }

  @Override
  public Map<String, Tensor> weights(Architecture architecture, Config config, Checkpoint file) {
    Sizes s = architecture.sizes();
    long d = s.width();
    Image image = architecture.embedding().image().orElseThrow();
    Mapping map = new Mapping(file, List.of("", "vit."), table(), "its config.json (vit)");
    map.put("embed.class", "embeddings.cls_token", 1, 1, d);
    Tensor positions = map.tensor("embeddings.position_embeddings", 1, s.context(), d);
    map.put("embed.positions.weight", positions.reshape(Shape.of(s.context(), d)));
    String patches = "embeddings.patch_embeddings.projection";
    map.put(
        "embed.patch.weight",
        patches + ".weight",
        d,
        image.channels(),
        image.patchHeight(),
        image.patchWidth());
    map.optional("embed.patch.bias", patches + ".bias", d);
    for (int n = 0; n < s.layers(); n++) {
      String from = "encoder.layer." + n;
      String to = "blocks." + n;
      map.norm(to + ".ln1", from + ".layernorm_before", d);
      map.norm(to + ".ln2", from + ".layernorm_after", d);
      map.linear(to + ".attn.q", from + ".attention.attention.query", d, d);
      map.linear(to + ".attn.k", from + ".attention.attention.key", d, d);
      map.linear(to + ".attn.v", from + ".attention.attention.value", d, d);
      map.linear(to + ".attn.o", from + ".attention.output.dense", d, d);
      map.linear(to + ".mlp.in", from + ".intermediate.dense", s.mlpWidth(), d);
      map.linear(to + ".mlp.out", from + ".output.dense", d, s.mlpWidth());
    }
    map.norm("ln_final", "layernorm", d);
    if (map.has("classifier.weight")) {
      Tensor classes = file.tensor("classifier.weight");
      long outputs = classes.shape().rank() == 2 ? classes.shape().extent(0) : 0;
      map.linear("unembed", "classifier", outputs, d);
    }
    return map.weights();
  }
}
