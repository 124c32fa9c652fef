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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * BERT (Devlin et al. 2019) and its kin: every position sees all, norms stand behind. Whether there
 * is a head for masked words is seen in the file; sentence encoders have none.
 */
record Bert(Kind kind) implements Family {

  /** The members, as {@code config.json} calls them. */
  enum Kind {
    BERT("bert"),
    ROBERTA("roberta"),
    DISTILBERT("distilbert");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    String type() {
      return type;
    }
  }

  @Override
  public Architecture architecture(Config config) {
    Json positions = config.json().at("position_embedding_type");
    if (!positions.text("absolute").equals("absolute")) throw positions.wrong("absolute");
    boolean small = kind == Kind.DISTILBERT;
    int layers = config.layers(small ? "n_layers" : "num_hidden_layers");
    int width = config.width(small ? "dim" : "hidden_size");
    int heads = config.heads(small ? "n_heads" : "num_attention_heads");
    int headWidth = config.headWidth(width, heads);
    int vocabulary = config.vocabulary();
    // RoBERTa's first rows stand for what fills texts up.
    int offset =
        kind == Kind.ROBERTA ? config.json().at("pad_token_id").integer(0, 1000, 1) + 1 : 0;
    int context = config.context("max_position_embeddings") - offset;
    if (context < 1) throw config.json().at("max_position_embeddings").wrong("more positions");
    return new Architecture(
        kind.type(),
        new Sizes(
            layers,
            width,
            heads,
            heads,
            headWidth,
            config.width(small ? "hidden_dim" : "intermediate_size"),
            vocabulary,
            vocabulary,
            context),
        new Norm(
            Norm.Kind.LAYER,
            config.json().at("layer_norm_eps").number(1e-12),
            false,
            Norm.Placement.AFTER),
        Positions.table(offset),
        new Attention(
            config.json().at("is_decoder").truth(false),
            Collections.nCopies(layers, 0),
            Config.scales(layers, headWidth),
            0,
            false),
        new Mlp(config.activation(small ? "activation" : "hidden_act", "gelu"), false),
        new Embedding(1, !small, true, Optional.empty()),
        new Output(false, true, 0, false));
  }

  @Override
  public String table() {
    return "embeddings.word_embeddings.weight";
  }

  @Override
  public Map<String, Tensor> weights(Architecture architecture, Config config, Checkpoint file) {
    Sizes s = architecture.sizes();
    long d = s.width();
    Mapping map =
        new Mapping(
            file, List.of("", kind.type() + "."), table(), "its config.json (" + kind.type() + ")");
    map.put("embed.weight", "embeddings.word_embeddings.weight", s.vocabulary(), d);
    long positions = s.context() + (long) architecture.positions().offset();
    map.put("embed.positions.weight", "embeddings.position_embeddings.weight", positions, d);
    if (architecture.embedding().types()) {
      int types = config.json().at("type_vocab_size").integer(1, 1 << 20, 2);
      map.put("embed.types.weight", "embeddings.token_type_embeddings.weight", types, d);
    }
    map.norm("ln_embed", "embeddings.LayerNorm", d);
    for (int n = 0; n < s.layers(); n++) block(map, n, s);
    head(map, s, config.tied(true));
    return map.weights();
  }

  private void block(Mapping map, int n, Sizes s) {
    boolean small = kind == Kind.DISTILBERT;
    long d = s.width();
    String to = "blocks." + n;
    String from = (small ? "transformer.layer." : "encoder.layer.") + n;
    String attention = from + (small ? ".attention." : ".attention.self.");
    String[] names =
        small ? new String[] {"q_lin", "k_lin", "v_lin"} : new String[] {"query", "key", "value"};
    String[] parts = {"q", "k", "v"};
    for (int i = 0; i < 3; i++) map.linear(to + ".attn." + parts[i], attention + names[i], d, d);
    String out = small ? ".attention.out_lin" : ".attention.output.dense";
    map.linear(to + ".attn.o", from + out, d, d);
    map.norm(to + ".ln1", from + (small ? ".sa_layer_norm" : ".attention.output.LayerNorm"), d);
    map.linear(
        to + ".mlp.in", from + (small ? ".ffn.lin1" : ".intermediate.dense"), s.mlpWidth(), d);
    map.linear(to + ".mlp.out", from + (small ? ".ffn.lin2" : ".output.dense"), d, s.mlpWidth());
    map.norm(to + ".ln2", from + (small ? ".output_layer_norm" : ".output.LayerNorm"), d);
  }

  private void head(Mapping map, Sizes s, boolean tied) {
    long d = s.width();
    String dense =
        switch (kind) {
          case BERT -> "cls.predictions.transform.dense";
          case ROBERTA -> "lm_head.dense";
          case DISTILBERT -> "vocab_transform";
        };
    if (!map.has(dense + ".weight")) return;
    String norm =
        switch (kind) {
          case BERT -> "cls.predictions.transform.LayerNorm";
          case ROBERTA -> "lm_head.layer_norm";
          case DISTILBERT -> "vocab_layer_norm";
        };
    String decoder =
        switch (kind) {
          case BERT -> "cls.predictions.decoder";
          case ROBERTA -> "lm_head.decoder";
          case DISTILBERT -> "vocab_projector";
        };
    String bias =
        switch (kind) {
          case BERT -> "cls.predictions.bias";
          case ROBERTA -> "lm_head.bias";
          case DISTILBERT -> "vocab_projector.bias";
        };
    map.linear("head.dense", dense, d, d);
    map.norm("head.norm", norm, d);
    map.unembed(decoder + ".weight", "embeddings.word_embeddings.weight", tied, s.vocabulary(), d);
    // Where a file has both, the decoder's is what the reference adds.
    String own = decoder + ".bias";
    map.optional("unembed.bias", map.has(own) ? own : bias, s.vocabulary());
  }
}
