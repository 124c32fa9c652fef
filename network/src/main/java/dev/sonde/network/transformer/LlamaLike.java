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
import java.util.Optional;

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
    QWEN2_VL("qwen2_vl_text", 1_000_000),
    QWEN25_VL("qwen2_5_vl_text", 1_000_000),
    QWEN3("qwen3", 10_000),
    QWEN3_VL("qwen3_vl_text", 500_000),
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

    /** Of a head, where a file does not speak of it; 0: as the width is split. */
    int usualHeadWidth() {
      return switch (this) {
        case GEMMA, GEMMA2, GEMMA3 -> 256;
        case QWEN3, QWEN3_VL -> 128;
        case LLAMA, MISTRAL, QWEN2, QWEN2_VL, QWEN25_VL, PHI3 -> 0;
      };
    }

    boolean hasHeadNorms() {
      return this == QWEN3 || this == QWEN3_VL || this == GEMMA3;
    }

    /** What a norm adds to the mean square, where a file does not say. */
    double usualEpsilon() {
      return this == PHI3 || this == QWEN2_VL || this == QWEN25_VL ? 1e-5 : 1e-6;
    }

    /** From which layer on Qwen's windows begin, where a file does not say. */
    int firstWindow() {
      return this == QWEN2_VL || this == QWEN25_VL ? 80 : 28;
    }
  }

  @Override
  public Map<String, Integer> usualSizes() {
    return switch (kind) {
      case LLAMA -> sizes(32_000, 4096, 11_008, 32, 32, 32, 2048);
      case MISTRAL -> sizes(32_000, 4096, 14_336, 32, 32, 8, 131_072);
      case QWEN2, QWEN3 -> sizes(151_936, 4096, 22_016, 32, 32, 32, 32_768);
      case QWEN2_VL, QWEN25_VL -> sizes(152_064, 8192, 29_568, 80, 64, 8, 32_768);
      case QWEN3_VL -> sizes(151_936, 4096, 22_016, 32, 32, 32, 128_000);
      case GEMMA -> sizes(256_000, 3072, 24_576, 28, 16, 16, 8192);
      case GEMMA2 -> sizes(256_000, 2304, 9216, 26, 8, 4, 8192);
      case GEMMA3 -> sizes(262_208, 2304, 9216, 26, 8, 4, 131_072);
      case PHI3 -> sizes(32_064, 3072, 8192, 32, 32, 32, 4096);
    };
  }

  private static Map<String, Integer> sizes(
      int vocabulary, int width, int mlpWidth, int layers, int heads, int keyHeads, int context) {
    return Map.of(
        "vocab_size", vocabulary,
        "hidden_size", width,
        "intermediate_size", mlpWidth,
        "num_hidden_layers", layers,
        "num_attention_heads", heads,
        "num_key_value_heads", keyHeads,
        "max_position_embeddings", context);
  }

  @Override
  public String table() {
    return "embed_tokens.weight";
  }

  @Override
  public Architecture architecture(Config config) {
    Json json = config.json();
    int layers = config.layers("num_hidden_layers");
    int width = config.width("hidden_size");
    int heads = config.heads("num_attention_heads");
    int headWidth = config.headWidth(width, heads, kind.usualHeadWidth());
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
            config.reach(config.context("max_position_embeddings"))),
        new Norm(
            Norm.Kind.RMS,
            json.at("rms_norm_eps").number(kind.usualEpsilon()),
            kind.isGemma(),
            kind.isAround() ? Norm.Placement.AROUND : Norm.Placement.BEFORE),
        Positions.of(rotary(config, layers, headWidth)),
        new Attention(
            !bidirectional(config),
            windows(config, layers),
            Config.scales(layers, scaled),
            kind == Kind.GEMMA2 ? config.limit("attn_logit_softcapping", 50) : 0,
            kind.hasHeadNorms()),
        new Mlp(activation(config), true),
        new Embedding(kind.isGemma() ? Math.sqrt(width) : 1, false, false, Optional.empty()),
        new Output(
            true,
            false,
            kind.isAround()
                ? config.limit("final_logit_softcapping", kind == Kind.GEMMA2 ? 30 : 0)
                : 0,
            false));
  }

  /** Whether positions see those behind them as well: Gemma 3 as an encoder. */
  private boolean bidirectional(Config config) {
    return kind == Kind.GEMMA3 && config.json().at("use_bidirectional_attention").truth(false);
  }

  private Architecture.Activation activation(Config config) {
    if (!kind.isGemma()) return config.activation("hidden_act", "silu");
    boolean named = kind.isAround() && !config.json().at("hidden_activation").isAbsent();
    return config.activation(named ? "hidden_activation" : "hidden_act", "gelu_pytorch_tanh");
  }

  private List<Integer> windows(Config config, int layers) {
    return switch (kind) {
      case LLAMA, GEMMA, QWEN3_VL -> Collections.nCopies(layers, 0);
      case MISTRAL -> config.windows(layers, config.window(4096), true);
      case PHI3 -> config.windows(layers, config.window(0), true);
      case QWEN2, QWEN2_VL, QWEN25_VL, QWEN3 -> {
        if (!config.json().at("use_sliding_window").truth(false)) {
          yield Collections.nCopies(layers, 0);
        }
        List<Integer> windows = new ArrayList<>(config.windows(layers, config.window(4096), true));
        // Older files slide from a layer on.
        int first = config.json().at("max_window_layers").integer(0, 1 << 20, kind.firstWindow());
        if (config.json().at("layer_types").isAbsent()) {
          for (int n = 0; n < Math.min(first, layers); n++) windows.set(n, 0);
        }
        yield windows;
      }
      case GEMMA2, GEMMA3 -> {
        int window = config.window(4096);
        // To either side half as far as one looks back otherwise.
        if (bidirectional(config) && window > 0) window = window / 2 + 1;
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
    // The others have the setting and do not heed it.
    double part = kind == Kind.PHI3 ? json.at("partial_rotary_factor").number(1) : 1;
    if (kind == Kind.PHI3) part = parameters.at("partial_rotary_factor").number(part);
    int turned = config.turned(headWidth * part, headWidth);
    if (kind != Kind.GEMMA3) {
      return Collections.nCopies(layers, config.rotary(turned, kind.theta, context));
    }
    Json full = parameters.at("full_attention");
    Json near = parameters.at("sliding_attention");
    Rotary far =
        full.isAbsent()
            ? config.rotary(turned, kind.theta, context)
            : config.rotary(full, turned, full.at("rope_theta").number(kind.theta), context);
    double base = near.at("rope_theta").number(json.at("rope_local_base_freq").number(10_000));
    Rotary local = config.rotary(near, turned, base, context);
    List<Rotary> all = new ArrayList<>();
    for (boolean sliding : sliding(config, layers)) all.add(sliding ? local : far);
    return all;
  }

  @Override
  public Map<String, Tensor> weights(Architecture architecture, Config config, Checkpoint file) {
    Sizes s = architecture.sizes();
    long d = s.width();
    String needs = "its config.json (" + kind.type() + ")";
    Mapping map = new Mapping(file, List.of("model.", ""), table(), needs);
    map.put("embed.weight", "embed_tokens.weight", s.vocabulary(), d);
    for (int n = 0; n < s.layers(); n++) {
      String from = "layers." + n;
      String to = "blocks." + n;
      norms(map, to, from, d);
      attention(map, to + ".attn", from + ".self_attn", s);
      mlp(map, to + ".mlp", from + ".mlp", s);
    }
    map.norm("ln_final", "norm", d);
    boolean tied = config.tied(kind.isGemma());
    map.unembed("lm_head.weight", "embed_tokens.weight", tied, s.vocabulary(), d);
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
