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
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Llama and what is built like it: RMS norm, rotary positions, a gated MLP. */
record LlamaLike(Kind kind) implements Family {

  /**
   * The members of the family, as {@code config.json} calls them, and the base of their rotary
   * positions where a file does not say.
   */
  enum Kind {
    LLAMA("llama", 10_000),
    MISTRAL("mistral", 10_000),
    QWEN2("qwen2", 10_000),
    QWEN3("qwen3", 10_000),
    GEMMA("gemma", 10_000),
    GEMMA2("gemma2", 10_000),
    GEMMA3("gemma3_text", 1_000_000),
    PHI3("phi3", 10_000);

    private final String type;
    private final double theta;

    Kind(String type, double theta) {
      this.type = type;
      this.theta = theta;
    }

    String type() {
      return type;
    }

    boolean isGemma() {
      return this == GEMMA || this == GEMMA2 || this == GEMMA3;
    }

    /** Whether attention and MLP are normalised behind as well. */
    boolean isAround() {
      return this == GEMMA2 || this == GEMMA3;
    }

    boolean hasHeadNorms() {
      return this == QWEN3 || this == GEMMA3;
    }
  }

  @Override
  public Architecture architecture(Config config) {
    Json json = config.json();
    int layers = config.layers("num_hidden_layers");
    int width = config.width("hidden_size");
    int heads = config.heads("num_attention_heads");
    int headWidth = config.headWidth(width, heads);
    int vocabulary = config.vocabulary();
    double scaled = kind.isAround() ? json.at("query_pre_attn_scalar").number(256) : headWidth;
    if (!(scaled > 0)) throw json.at("query_pre_attn_scalar").wrong("a number above 0");
    return new Architecture(
        kind.type(),
        new Sizes(
            layers,
            width,
            heads,
            config.keyHeads(heads),
            headWidth,
            config.width("intermediate_size"),
            vocabulary,
            vocabulary,
            context(config)),
        new Norm(
            Norm.Kind.RMS,
            json.at("rms_norm_eps").number(kind == Kind.PHI3 ? 1e-5 : 1e-6),
            kind.isGemma(),
            kind.isAround() ? Norm.Placement.AROUND : Norm.Placement.BEFORE),
        Positions.of(rotary(config, layers, headWidth)),
        new Attention(
            true,
            windows(config, layers),
            Config.scales(layers, scaled),
            kind == Kind.GEMMA2 ? json.at("attn_logit_softcapping").number(0) : 0,
            kind.hasHeadNorms()),
        new Mlp(activation(config), true),
        new Embedding(kind.isGemma() ? Math.sqrt(width) : 1, false, false, 0, 0),
        new Output(
            true, false, kind.isGemma() ? json.at("final_logit_softcapping").number(0) : 0, false));
  }

  /** LongRoPE turns longer texts otherwise; the context here is that within which it does not. */
  private static int context(Config config) {
    int context = config.context("max_position_embeddings");
    Json original = config.json().at("original_max_position_embeddings");
    return Math.min(context, original.integer(1, 1 << 28, context));
  }

  private Architecture.Activation activation(Config config) {
    if (!kind.isGemma()) return config.activation("hidden_act", "silu");
    boolean named = !config.json().at("hidden_activation").isAbsent();
    return config.activation(named ? "hidden_activation" : "hidden_act", "gelu_pytorch_tanh");
  }

  private List<Integer> windows(Config config, int layers) {
    return switch (kind) {
      case LLAMA, GEMMA -> Collections.nCopies(layers, 0);
      case MISTRAL, PHI3 -> config.windows(layers, true);
      case QWEN2, QWEN3 -> {
        if (!config.json().at("use_sliding_window").truth(false)) {
          yield Collections.nCopies(layers, 0);
        }
        List<Integer> windows = new ArrayList<>(config.windows(layers, true));
        // Older files slide from a layer on.
        int first = config.json().at("max_window_layers").integer(0, 1 << 20, 0);
        if (config.json().at("layer_types").isAbsent()) {
          for (int n = 0; n < Math.min(first, layers); n++) windows.set(n, 0);
        }
        yield windows;
      }
      case GEMMA2, GEMMA3 -> {
        if (!config.json().at("layer_types").isAbsent()) yield config.windows(layers, false);
        int window = config.windows(1, true).getFirst();
        List<Integer> windows = new ArrayList<>();
        for (boolean sliding : sliding(config, layers)) windows.add(sliding ? window : 0);
        yield windows;
      }
    };
  }

  /** Which layers of Gemma slide: every second, or all but every sixth. */
  private List<Boolean> sliding(Config config, int layers) {
    if (!config.json().at("layer_types").isAbsent()) return config.sliding(layers);
    int period =
        kind == Kind.GEMMA2 ? 2 : config.json().at("sliding_window_pattern").integer(1, 100, 6);
    List<Boolean> sliding = new ArrayList<>();
    for (int n = 0; n < layers; n++) sliding.add((n + 1) % period != 0);
    return sliding;
  }

  private List<Rotary> rotary(Config config, int layers, int headWidth) {
    Json json = config.json();
    int context = config.context("max_position_embeddings");
    Json parameters = json.at("rope_parameters");
    int turned = (int) (headWidth * json.at("partial_rotary_factor").number(1));
    turned =
        (int) (headWidth * parameters.at("partial_rotary_factor").number(turned * 1.0 / headWidth));
    if (kind != Kind.GEMMA3) {
      return Collections.nCopies(layers, config.rotary(turned, kind.theta, context));
    }
    Json full = parameters.at("full_attention");
    Json near = parameters.at("sliding_attention");
    Rotary far =
        full.isAbsent()
            ? config.rotary(turned, kind.theta, context)
            : RotaryScaling.of(
                full, full.at("rope_theta").number(kind.theta), turned, context, json);
    double base = near.at("rope_theta").number(json.at("rope_local_base_freq").number(10_000));
    Rotary local = RotaryScaling.of(near, base, turned, context, json);
    List<Rotary> all = new ArrayList<>();
    for (boolean sliding : sliding(config, layers)) all.add(sliding ? local : far);
    return all;
  }

  @Override
  public Map<String, Tensor> weights(Architecture architecture, Config config, Checkpoint file) {
    Sizes s = architecture.sizes();
    long d = s.width();
    String needs = "its config.json (" + kind.type() + ")";
    Mapping map = new Mapping(file, List.of("model.", ""), "embed_tokens.weight", needs);
    map.put("embed.weight", "embed_tokens.weight", s.vocabulary(), d);
    for (int n = 0; n < s.layers(); n++) {
      String from = "layers." + n;
      String to = "blocks." + n;
      norms(map, to, from, d);
      attention(map, to + ".attn", from + ".self_attn", s);
      mlp(map, to + ".mlp", from + ".mlp", s);
    }
    map.norm("ln_final", "norm", d);
    boolean own = map.has("lm_head.weight") && !config.tied(kind.isGemma());
    map.put("unembed.weight", own ? "lm_head.weight" : "embed_tokens.weight", s.vocabulary(), d);
    return map.weights();
  }

  private void norms(Mapping map, String to, String from, long d) {
    map.norm(to + ".ln1", from + ".input_layernorm", d);
    if (!kind.isAround()) {
      map.norm(to + ".ln2", from + ".post_attention_layernorm", d);
      return;
    }
    map.norm(to + ".ln1_post", from + ".post_attention_layernorm", d);
    map.norm(to + ".ln2", from + ".pre_feedforward_layernorm", d);
    map.norm(to + ".ln2_post", from + ".post_feedforward_layernorm", d);
  }

  private void attention(Mapping map, String to, String from, Sizes s) {
    long d = s.width();
    long q = (long) s.heads() * s.headWidth();
    long k = (long) s.keyHeads() * s.headWidth();
    if (kind == Kind.PHI3) {
      String packed = from + ".qkv_proj";
      map.rows(to + ".q", packed, 0, q, q + 2 * k, d);
      map.rows(to + ".k", packed, q, q + k, q + 2 * k, d);
      map.rows(to + ".v", packed, q + k, q + 2 * k, q + 2 * k, d);
    } else {
      map.linear(to + ".q", from + ".q_proj", q, d);
      map.linear(to + ".k", from + ".k_proj", k, d);
      map.linear(to + ".v", from + ".v_proj", k, d);
    }
    map.linear(to + ".o", from + ".o_proj", d, q);
    if (!kind.hasHeadNorms()) return;
    map.norm(to + ".q_norm", from + ".q_norm", s.headWidth());
    map.norm(to + ".k_norm", from + ".k_norm", s.headWidth());
  }

  private void mlp(Mapping map, String to, String from, Sizes s) {
    long d = s.width();
    long m = s.mlpWidth();
    if (kind == Kind.PHI3) {
      map.rows(to + ".in", from + ".gate_up_proj", 0, m, 2 * m, d);
      map.rows(to + ".up", from + ".gate_up_proj", m, 2 * m, 2 * m, d);
    } else {
      map.linear(to + ".in", from + ".gate_proj", m, d);
      map.linear(to + ".up", from + ".up_proj", m, d);
    }
    map.linear(to + ".out", from + ".down_proj", d, m);
  }
}
