package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.gguf.GgufMetadata;
import dev.sonde.network.json.Json;
import dev.sonde.network.transformer.Architecture.Attention;
import dev.sonde.network.transformer.Architecture.Embedding;
import dev.sonde.network.transformer.Architecture.Norm;
import dev.sonde.network.transformer.Architecture.Positions;
import dev.sonde.network.transformer.Architecture.Rotary;
import dev.sonde.network.transformer.Architecture.Sizes;
import dev.sonde.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of a GGUF file, said as a {@code config.json} says them, so that what a family is
 * stands in one place; then what only these files have.
 */
record GgufSettings(Path path, GgufKind kind, GgufMetadata metadata, Checkpoint file) {

  private static final int MOST = 1 << 24;

  /** Models whose scores are scaled by the width per head, not by the heads' own (27 billion). */
  private static final Map<GgufKind, Integer> LAYERS_OF_27B =
      Map.of(GgufKind.GEMMA2, 46, GgufKind.GEMMA3, 62);

  Architecture architecture() {
    if (number("expert_count", 0) > 0) {
      throw new TransformerException(
          path
              + ": has "
              + (long) number("expert_count", 0)
              + " experts a layer; models with experts are not run");
    }
    Json config = config();
    Architecture a = Family.of(config).architecture(new Config(config));
    Norm norm = a.norm();
    Attention attention = a.attention();
    Embedding embedding = a.embedding();
    return new Architecture(
        a.family(),
        a.sizes(),
        // Gemma's weights have had their 1 added when the file was made.
        new Norm(norm.kind(), norm.epsilon(), false, norm.placement()),
        positions(a, config),
        new Attention(
            metadata.flag(key("attention.causal"), attention.causal()),
            attention.windows(),
            attention.scales(),
            attention.softcap(),
            attention.headNorms()),
        a.mlp(),
        new Embedding(
            embedding.scale(),
            embedding.types() && file.has("token_types.weight"),
            embedding.norm(),
            embedding.image()),
        a.output());
  }

  private String key(String name) {
    return kind.type() + "." + name;
  }

  private int integer(String name, long otherwise) {
    String whole = key(name);
    long value = otherwise < 0 ? metadata.integer(whole) : metadata.integer(whole, otherwise);
    if (value >= 1 && value <= MOST) return (int) value;
    throw new TransformerException(path + ": " + whole + " is " + value + ", from 1 to " + MOST);
  }

  private double number(String name, double otherwise) {
    return metadata.number(key(name), otherwise);
  }

  private Json config() {
    int layers = integer("block_count", -1);
    int width = integer("embedding_length", -1);
    int heads = integer("attention.head_count", -1);
    int headWidth = integer("attention.key_length", Math.max(1, width / heads));
    Shape table = file.tensor("token_embd.weight").shape();
    double epsilon = number("attention.layer_norm_epsilon", 1e-5);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model_type", kind.hub());
    all.put("vocab_size", table.rank() == 2 ? Math.min(table.extent(0), MOST) : 0);
    both(all, "num_hidden_layers", "n_layer", layers);
    both(all, "hidden_size", "n_embd", width);
    both(all, "num_attention_heads", "n_head", heads);
    both(all, "intermediate_size", "n_inner", integer("feed_forward_length", -1));
    both(all, "max_position_embeddings", "n_positions", integer("context_length", -1));
    both(all, "layer_norm_eps", "layer_norm_epsilon", epsilon);
    all.put("num_key_value_heads", integer("attention.head_count_kv", heads));
    all.put("head_dim", headWidth);
    all.put("rms_norm_eps", number("attention.layer_norm_rms_epsilon", 1e-5));
    all.put("use_parallel_residual", metadata.flag(key("use_parallel_residual"), true));
    all.put("rotary_pct", 1);
    all.put("rope_theta", number("rope.freq_base", 10_000));
    if (layers == LAYERS_OF_27B.getOrDefault(kind, 0)) headWidth = Math.max(1, width / heads);
    all.put("query_pre_attn_scalar", headWidth);
    windows(all);
    for (String cap : List.of("attn_logit_softcapping", "final_logit_softcapping")) {
      if (metadata.has(key(cap))) all.put(cap, number(cap, 0));
    }
    if (kind == GgufKind.GEMMA3) {
      all.put("rope_local_base_freq", number("rope.freq_base_swa", 10_000));
      all.put("rope_scaling", scaling());
    }
    byte[] text = new JsonMapper().writeValueAsBytes(all);
    return Json.of(path + ": its settings", text, TransformerException::new);
  }

  private static void both(Map<String, Object> all, String name, String other, Object value) {
    all.put(name, value);
    all.put(other, value);
  }

  /** Where these files name no window there is none, whatever is usual on the hub. */
  private void windows(Map<String, Object> all) {
    boolean windowed = number("attention.sliding_window", 0) > 0;
    all.put("sliding_window", windowed ? integer("attention.sliding_window", -1) : null);
    if (!windowed) all.put("sliding_window_pattern", 1);
    else if (metadata.has(key("attention.sliding_window_pattern"))) {
      all.put("sliding_window_pattern", integer("attention.sliding_window_pattern", -1));
    }
  }

  /** How rotary positions are scaled, as {@code rope_parameters} has it. */
  private Map<String, Object> scaling() {
    double factor = number("rope.scaling.factor", number("rope.scale_linear", 1));
    String usual = factor == 1 ? "none" : "linear";
    String named = key("rope.scaling.type");
    String type = metadata.has(named) ? metadata.text(named) : usual;
    if (file.has("rope_factors_long.weight")) type = "longrope";
    if (!List.of("none", "linear", "yarn", "longrope").contains(type) || !(factor > 0)) {
      throw new TransformerException(
          path + ": rotary positions scaled by '" + type + "', " + factor + ", are not read");
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rope_type", type.equals("none") ? "default" : type);
    if (!type.equals("longrope")) all.put("factor", factor);
    else {
      all.put("short_factor", file.tensor("rope_factors_short.weight").toFloats());
      all.put("long_factor", file.tensor("rope_factors_long.weight").toFloats());
    }
    put(all, "original_max_position_embeddings", "rope.scaling.original_context_length");
    put(all, "attention_factor", "rope.scaling.attn_factor");
    put(all, "attention_factor", "rope.scaling.yarn_attn_factor");
    put(all, "beta_fast", "rope.scaling.yarn_beta_fast");
    put(all, "beta_slow", "rope.scaling.yarn_beta_slow");
    all.put("truncate", metadata.flag(key("rope.scaling.yarn_truncate"), true));
    return all;
  }

  private void put(Map<String, Object> all, String name, String from) {
    if (metadata.has(key(from))) all.put(name, number(from, 0));
  }

  private Positions positions(Architecture a, Json config) {
    // Gemma 3 has two kinds of turns, which its family knows.
    if (a.positions().rotary().isEmpty() || kind == GgufKind.GEMMA3) return a.positions();
    Sizes s = a.sizes();
    int turned = integer("rope.dimension_count", s.headWidth());
    if (turned % 2 != 0 || turned > s.headWidth()) {
      throw new TransformerException(
          path + ": " + turned + " of " + s.headWidth() + " dimensions turn");
    }
    double theta = number("rope.freq_base", 10_000);
    Json parameters = config.with("rope_parameters", scaling()).at("rope_parameters");
    Rotary rotary = new Config(config).rotary(parameters, turned, theta, s.context());
    return Positions.of(Collections.nCopies(s.layers(), divided(rotary)));
  }

  /** Llama 3's stretched turns are a tensor of divisors. */
  private Rotary divided(Rotary rotary) {
    if (!file.has("rope_freqs.weight")) return rotary;
    float[] divisors = file.tensor("rope_freqs.weight").toFloats();
    List<Double> plain = rotary.frequencies();
    if (divisors.length != plain.size()) {
      throw new TransformerException(
          path + ": 'rope_freqs.weight' has " + divisors.length + " numbers, not " + plain.size());
    }
    List<Double> frequencies = new ArrayList<>();
    for (int i = 0; i < divisors.length; i++) frequencies.add(plain.get(i) / divisors[i]);
    return new Rotary(frequencies, rotary.factor());
  }
}
