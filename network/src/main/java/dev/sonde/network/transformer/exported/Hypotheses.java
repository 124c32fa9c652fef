package dev.sonde.network.transformer.exported;

import dev.sonde.network.transformer.Architecture;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a file's transformer may be: settings as {@code config.json} has them, sizes from shapes of
 * weights and of what was computed, the rest from {@link Reading}.
 */
record Hypotheses(Map<String, Tensor> weights, Reading reading, Trial trial) {

  /** As many as are tried. */
  private static final int MOST = 64;

  /** Where a file does not say how long texts may be. */
  private static final int CONTEXT = 1 << 20;

  /** Every so many layers of Gemma 3 one sees all positions; the usual number first. */
  private static final List<Integer> PERIODS = List.of(6, 2, 3, 4, 5);

  /**
   * One of them.
   *
   * @param adjust what settings cannot say
   */
  record Hypothesis(Map<String, Object> settings, UnaryOperator<Architecture> adjust) {}

  /** All for a family, the likelier first; none if its weights are not there. */
  List<Hypothesis> of(String family) {
    List<Hypothesis> all = new ArrayList<>();
    List<Map<String, Object>> bases =
        switch (family) {
          case "llama", "gemma", "qwen3", "gemma2", "gemma3_text", "phi3" -> llama(family);
          case "gpt2" -> gpt2();
          case "gpt_neox" -> neox();
          case "bert", "roberta" -> bert(family);
          case "distilbert" -> distilbert();
          default -> vit();
        };
    for (double epsilon : reading.epsilons()) {
      for (String activation : reading.activations()) {
        for (Map<String, Object> base : bases) {
          Map<String, Object> settings = new LinkedHashMap<>(base);
          settings.put("model_type", family);
          settings.put("tie_word_embeddings", true);
          for (String name : List.of("layer_norm_eps", "rms_norm_eps", "layer_norm_epsilon")) {
            settings.put(name, epsilon);
          }
          for (String name :
              List.of("hidden_act", "hidden_activation", "activation", "activation_function")) {
            settings.put(name, activation);
          }
          if (around(family)) gemma(settings, family.equals("gemma2"), all);
          else turned(settings, all);
          if (all.size() >= MOST) return all;
        }
      }
    }
    return all;
  }

  /** With each way in which positions may be turned and seen, if they are turned at all. */
  private void turned(Map<String, Object> settings, List<Hypothesis> all) {
    if (!(settings.get("head_dim") instanceof Integer headWidth)) {
      all.add(new Hypothesis(settings, architecture -> architecture));
      return;
    }
    for (List<Double> frequencies : reading.frequencies(headWidth)) {
      for (double factor : reading.turnFactors()) {
        for (int window : reading.windows()) {
          if (all.size() >= MOST) return;
          Architecture.Rotary rotary = new Architecture.Rotary(frequencies, factor);
          all.add(new Hypothesis(settings, a -> with(a, rotary, window, a.norm())));
          if (!String.valueOf(settings.get("model_type")).startsWith("gemma")) continue;
          // Exporters may have added the 1 to the norms' weights.
          all.add(new Hypothesis(settings, a -> with(a, rotary, window, whole(a.norm()))));
        }
      }
    }
  }

  private static boolean around(String family) {
    return family.equals("gemma2") || family.equals("gemma3_text");
  }

  /**
   * Gemma 2 and 3: scores scaled and capped, some layers with a window. Gemma 3 turns those
   * otherwise; which they are is said by their number only, so the usual ones are tried.
   */
  private void gemma(Map<String, Object> settings, boolean second, List<Hypothesis> all) {
    int headWidth = settings.get("head_dim") instanceof Integer width ? width : 0;
    Reading.Scores scores = reading.scores();
    double scale = scores.scale();
    settings.put("query_pre_attn_scalar", scale > 0 ? 1 / (scale * scale) : headWidth);
    settings.put("attn_logit_softcapping", scores.cap() > 0 ? scores.cap() : null);
    settings.put("final_logit_softcapping", reading.logitCap() > 0 ? reading.logitCap() : null);
    List<List<Double>> turns =
        reading.frequencies(headWidth).stream().filter(one -> one.size() == headWidth / 2).toList();
    // These families have windows: if the text of the trial does not reach one, it is there.
    for (int window : reading.windows().reversed()) {
      for (int period : second ? List.of(2) : PERIODS) {
        for (List<Double> far : turns) {
          for (List<Double> near : second ? List.of(far) : turns.reversed()) {
            if (all.size() >= MOST) return;
            if (near.equals(far) && turns.size() > 1 && !second) continue;
            Map<String, Object> one = new LinkedHashMap<>(settings);
            one.put("sliding_window", window > 0 ? window : null);
            one.put("sliding_window_pattern", period);
            UnaryOperator<Architecture> turned = a -> withTurns(a, far, near, period);
            all.add(new Hypothesis(one, turned));
            all.add(new Hypothesis(one, a -> withNorm(turned.apply(a), whole(a.norm()))));
          }
        }
      }
    }
  }

  private static Architecture withTurns(
      Architecture a, List<Double> far, List<Double> near, int period) {
    List<Architecture.Rotary> rotary = new ArrayList<>();
    for (int n = 0; n < a.sizes().layers(); n++) {
      rotary.add(new Architecture.Rotary((n + 1) % period == 0 ? far : near, 1));
    }
    return new Architecture(
        a.family(),
        a.sizes(),
        a.norm(),
        new Architecture.Positions(false, 0, rotary, a.positions().slopes()),
        a.attention(),
        a.mlp(),
        a.embedding(),
        a.output());
  }

  private static Architecture withNorm(Architecture a, Architecture.Norm norm) {
    return new Architecture(
        a.family(),
        a.sizes(),
        norm,
        a.positions(),
        a.attention(),
        a.mlp(),
        a.embedding(),
        a.output());
  }

  private static Architecture.Norm whole(Architecture.Norm norm) {
    return new Architecture.Norm(norm.kind(), norm.epsilon(), false, norm.placement());
  }

  private static Architecture with(
      Architecture a, Architecture.Rotary rotary, int window, Architecture.Norm norm) {
    int layers = a.sizes().layers();
    Architecture.Positions positions =
        new Architecture.Positions(
            false, 0, Collections.nCopies(layers, rotary), a.positions().slopes());
    Architecture.Attention attention =
        new Architecture.Attention(
            a.attention().causal(),
            Collections.nCopies(layers, window),
            a.attention().scales(),
            a.attention().softcap(),
            a.attention().headNorms());
    return new Architecture(
        a.family(), a.sizes(), norm, positions, attention, a.mlp(), a.embedding(), a.output());
  }

  private int extent(String name, int axis) {
    return (int) Math.min(Integer.MAX_VALUE, Naming.extent(weights, name, axis));
  }

  private int heads(long width) {
    return trial.heads(width).orElse(0);
  }

  private boolean has(String name) {
    return weights.containsKey(name);
  }

  private List<Map<String, Object>> llama(String family) {
    String outer = has("model.embed_tokens.weight") ? "model." : "";
    String attention = outer + "layers.0.self_attn.";
    boolean around = has(outer + "layers.0.pre_feedforward_layernorm.weight");
    boolean headNorms = has(attention + "q_norm.weight");
    boolean gemma = family.startsWith("gemma");
    if (around != (family.equals("gemma2") || family.equals("gemma3_text"))) return List.of();
    if (headNorms != (family.equals("qwen3") || family.equals("gemma3_text"))) return List.of();
    int width = extent(outer + "embed_tokens.weight", 1);
    int queries = extent(attention + "o_proj.weight", 1);
    int heads = heads(queries);
    if (heads == 0) return List.of();
    int headWidth = queries / heads;
    boolean packed = family.equals("phi3");
    int keys =
        packed
            ? (extent(attention + "qkv_proj.weight", 0) - queries) / 2
            : extent(attention + "k_proj.weight", 0);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("num_hidden_layers", Naming.layers(weights, "layers\\.(\\d+)\\.self_attn"));
    settings.put("hidden_size", width);
    settings.put("num_attention_heads", heads);
    settings.put("num_key_value_heads", Math.max(1, keys / Math.max(1, headWidth)));
    settings.put("head_dim", headWidth);
    settings.put("vocab_size", extent(outer + "embed_tokens.weight", 0));
    settings.put("intermediate_size", extent(outer + "layers.0.mlp.down_proj.weight", 1));
    settings.put("max_position_embeddings", CONTEXT);
    if (gemma && !reading.activations().contains("gelu_new")) return List.of();
    return List.of(settings);
  }

  private List<Map<String, Object>> gpt2() {
    String outer = has("transformer.wte.weight") ? "transformer." : "";
    int width = extent(outer + "wte.weight", 1);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("n_layer", Naming.layers(weights, "h\\.(\\d+)\\.attn"));
    settings.put("n_embd", width);
    settings.put("n_head", heads(width));
    settings.put("vocab_size", extent(outer + "wte.weight", 0));
    settings.put("n_inner", extent(outer + "h.0.mlp.c_fc.bias", 0));
    settings.put("n_positions", extent(outer + "wpe.weight", 0));
    Map<String, Object> byLayer = new LinkedHashMap<>(settings);
    byLayer.put("scale_attn_by_inverse_layer_idx", true);
    return List.of(settings, byLayer);
  }

  private List<Map<String, Object>> neox() {
    String outer = has("gpt_neox.embed_in.weight") ? "gpt_neox." : "";
    int width = extent(outer + "embed_in.weight", 1);
    int heads = heads(width);
    if (heads == 0) return List.of();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("num_hidden_layers", Naming.layers(weights, "layers\\.(\\d+)\\.attention"));
    settings.put("hidden_size", width);
    settings.put("num_attention_heads", heads);
    settings.put("head_dim", width / heads);
    settings.put("vocab_size", extent(outer + "embed_in.weight", 0));
    settings.put("intermediate_size", extent(outer + "layers.0.mlp.dense_h_to_4h.bias", 0));
    settings.put("max_position_embeddings", CONTEXT);
    Map<String, Object> serial = new LinkedHashMap<>(settings);
    serial.put("use_parallel_residual", false);
    return List.of(settings, serial);
  }

  private List<Map<String, Object>> bert(String family) {
    String outer = has(family + ".embeddings.word_embeddings.weight") ? family + "." : "";
    int width = extent(outer + "embeddings.word_embeddings.weight", 1);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("num_hidden_layers", Naming.layers(weights, "encoder\\.layer\\.(\\d+)\\."));
    settings.put("hidden_size", width);
    settings.put("num_attention_heads", heads(width));
    settings.put("vocab_size", extent(outer + "embeddings.word_embeddings.weight", 0));
    settings.put("intermediate_size", extent(outer + "encoder.layer.0.intermediate.dense.bias", 0));
    settings.put(
        "max_position_embeddings", extent(outer + "embeddings.position_embeddings.weight", 0));
    settings.put("type_vocab_size", extent(outer + "embeddings.token_type_embeddings.weight", 0));
    return List.of(settings);
  }

  private List<Map<String, Object>> distilbert() {
    String outer = has("distilbert.embeddings.word_embeddings.weight") ? "distilbert." : "";
    int width = extent(outer + "embeddings.word_embeddings.weight", 1);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("n_layers", Naming.layers(weights, "transformer\\.layer\\.(\\d+)\\."));
    settings.put("dim", width);
    settings.put("n_heads", heads(width));
    settings.put("vocab_size", extent(outer + "embeddings.word_embeddings.weight", 0));
    settings.put("hidden_dim", extent(outer + "transformer.layer.0.ffn.lin1.bias", 0));
    settings.put(
        "max_position_embeddings", extent(outer + "embeddings.position_embeddings.weight", 0));
    return List.of(settings);
  }

  private List<Map<String, Object>> vit() {
    String outer = has("vit.embeddings.cls_token") ? "vit." : "";
    int width = extent(outer + "embeddings.cls_token", 2);
    int patch = extent(outer + "embeddings.patch_embeddings.projection.weight", 2);
    int patches = extent(outer + "embeddings.position_embeddings", 1) - 1;
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("num_hidden_layers", Naming.layers(weights, "encoder\\.layer\\.(\\d+)\\."));
    settings.put("hidden_size", width);
    settings.put("num_attention_heads", heads(width));
    settings.put("patch_size", patch);
    settings.put("image_size", patch * (int) Math.round(Math.sqrt(Math.max(1, patches))));
    settings.put(
        "num_channels", extent(outer + "embeddings.patch_embeddings.projection.weight", 1));
    settings.put("intermediate_size", extent(outer + "encoder.layer.0.intermediate.dense.bias", 0));
    return List.of(settings);
  }
}
