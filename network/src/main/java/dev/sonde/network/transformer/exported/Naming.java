package dev.sonde.network.transformer.exported;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a family names its weights.
 *
 * @param families that name them so, as {@code config.json} calls them; the likelier first
 * @param known a name that only they have, without what a wrapping module puts before it
 * @param outer the family's own first part of names, which may be missing
 */
record Naming(List<String> families, String known, String outer) {

  private static final List<Naming> ALL =
      List.of(
          new Naming(List.of("phi3"), "layers.0.self_attn.qkv_proj.weight", "model."),
          new Naming(
              List.of("llama", "gemma", "qwen3", "gemma2", "gemma3_text"),
              "layers.0.self_attn.q_proj.weight",
              "model."),
          new Naming(List.of("gpt2"), "h.0.attn.c_attn.weight", "transformer."),
          new Naming(List.of("gpt_neox"), "layers.0.attention.query_key_value.weight", "gpt_neox."),
          new Naming(List.of("bert", "roberta"), "encoder.layer.0.attention.self.query.weight", ""),
          new Naming(
              List.of("distilbert"), "transformer.layer.0.attention.q_lin.weight", "distilbert."),
          new Naming(List.of("vit"), "encoder.layer.0.attention.attention.query.weight", "vit."));

  /** Other programs' names of a vision transformer's parts; what follows is the hub's. */
  private static final Map<String, String> VISION = vision();

  /** What was found: the naming, and the weights as it has them. */
  record Found(Naming naming, Map<String, Tensor> weights) {}

  static Optional<Found> of(Map<String, Tensor> constants) {
    Map<String, Tensor> plain = withVision(constants);
    for (Naming naming : ALL) {
      for (String name : plain.keySet()) {
        if (!name.equals(naming.known) && !name.endsWith("." + naming.known)) continue;
        return Optional.of(new Found(naming, naming.within(plain, name)));
      }
    }
    return Optional.empty();
  }

  /** The weights without what stands before all of their names: {@code lm.model.layers…}. */
  private Map<String, Tensor> within(Map<String, Tensor> all, String name) {
    String before = name.substring(0, name.length() - known.length());
    if (families.contains("bert")) before = before.replaceAll("(bert|roberta)\\.$", "");
    else if (before.endsWith(outer)) before = before.substring(0, before.length() - outer.length());
    Map<String, Tensor> found = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> each : all.entrySet()) {
      String key = each.getKey();
      if (!key.startsWith(before)) continue;
      String bare = key.substring(before.length());
      found.put(bare, each.getValue().named(bare));
    }
    return found;
  }

  private static Map<String, String> vision() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("(?:cls|cls_token|class_token)", "embeddings.cls_token");
    all.put(
        "(?:pos|pos_embed|encoder\\.pos_embedding|pos_embedding)",
        "embeddings.position_embeddings");
    all.put("(?:patch|patch_embed\\.proj|conv_proj)\\.(.*)", "$P$1");
    all.put("(?:norm|encoder\\.ln)\\.(.*)", "layernorm.$1");
    all.put("(?:head|heads\\.head)\\.(.*)", "classifier.$1");
    String layer = "(?:blocks\\.|layers\\.|encoder\\.layers\\.encoder_layer_)(\\d+)\\.";
    String to = "encoder.layer.$1.";
    all.put(layer + "(?:n1|norm1|ln_1|layernorm_before)\\.(.*)", to + "layernorm_before.$2");
    all.put(layer + "(?:n2|norm2|ln_2|layernorm_after)\\.(.*)", to + "layernorm_after.$2");
    all.put(layer + "attn\\.qkv\\.(.*)", "$Q$1.$2");
    all.put(layer + "self_attention\\.in_proj_(.*)", "$Q$1.$2");
    for (String part : List.of("query", "key", "value")) {
      String initial = part.substring(0, 1);
      all.put(
          layer + "attention\\." + initial + "_proj\\.(.*)",
          to + "attention.attention." + part + ".$2");
    }
    all.put(
        layer + "(?:attn\\.proj|self_attention\\.out_proj|attention\\.o_proj)\\.(.*)",
        to + "attention.output.dense.$2");
    all.put(layer + "mlp\\.(?:0|fc1)\\.(.*)", to + "intermediate.dense.$2");
    all.put(layer + "mlp\\.(?:2|3|fc2)\\.(.*)", to + "output.dense.$2");
    return all;
  }

  /** As the hub names them, if these are a vision transformer's weights under other names. */
  private static Map<String, Tensor> withVision(Map<String, Tensor> constants) {
    Pattern mark =
        Pattern.compile("(.*?)(?:vit\\.)?(?:embeddings\\.)?(?:cls|cls_token|class_token)");
    Optional<String> before =
        constants.keySet().stream()
            .map(mark::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .findFirst();
    if (before.isEmpty()) return constants;
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    constants.forEach(
        (name, tensor) -> {
          if (name.startsWith(before.get())) {
            String bare = name.substring(before.get().length());
            rename(bare.startsWith("vit.") ? bare.substring(4) : bare, tensor, renamed);
          }
        });
    return renamed;
  }

  private static void rename(String name, Tensor tensor, Map<String, Tensor> to) {
    for (Map.Entry<String, String> rule : VISION.entrySet()) {
      Matcher found = Pattern.compile(rule.getKey()).matcher(name);
      if (!found.matches()) continue;
      String target = rule.getValue();
      if (target.startsWith("$Q")) packed(found.group(1), found.group(2), tensor, to);
      else if (target.startsWith("$P")) {
        put("embeddings.patch_embeddings.projection." + found.group(1), tensor, to);
      } else put(found.replaceAll(target), tensor, to);
      return;
    }
    put(name, tensor, to);
  }

  private static void put(String name, Tensor tensor, Map<String, Tensor> to) {
    to.put(name, tensor.named(name));
  }

  private static void packed(String layer, String part, Tensor tensor, Map<String, Tensor> to) {
    if (tensor.shape().rank() == 0) return;
    long third = tensor.shape().extent(0) / 3;
    List<String> parts = List.of("query", "key", "value");
    for (int i = 0; i < 3; i++) {
      String name = "encoder.layer." + layer + ".attention.attention." + parts.get(i) + "." + part;
      put(name, tensor.slice(0, i * third, (i + 1) * third), to);
    }
  }

  /** How many layers are named so. */
  static int layers(Map<String, Tensor> weights, String pattern) {
    Pattern layer = Pattern.compile(pattern);
    int most = 0;
    for (String name : weights.keySet()) {
      Matcher found = layer.matcher(name);
      if (!found.find()) continue;
      // A number with more digits is no layer's.
      if (found.group(1).length() < 7) most = Math.max(most, Integer.parseInt(found.group(1)) + 1);
    }
    return most;
  }

  /** Names that exist, for messages. */
  static List<String> knownNames() {
    List<String> names = new ArrayList<>();
    for (Naming naming : ALL) names.add(naming.outer + naming.known);
    return names;
  }

  static long extent(Map<String, Tensor> weights, String name, int axis) {
    Tensor tensor = weights.get(name);
    Shape shape = tensor == null ? Shape.of() : tensor.shape();
    return axis < shape.rank() ? shape.extent(axis) : 0;
  }
}
