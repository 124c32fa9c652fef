package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.json.Json;
import dev.sonde.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** How the models of one family write their settings and name their tensors. */
interface Family {

  Map<String, Family> BY_TYPE = new TreeMap<>(families());

  /** What a model of this family is. */
  Architecture architecture(Config config);

  /** Its weights under canonical names. */
  Map<String, Tensor> weights(Architecture architecture, Config config, Checkpoint file);

  /** The table of embeddings, as its files call it without what stands before all names. */
  String table();

  /**
   * Sizes that settings may leave out where they stand inside those of a larger model: such files
   * hold only what differs from these.
   */
  default Map<String, Integer> usualSizes() {
    return Map.of();
  }

  /**
   * The family of a {@code config.json}.
   *
   * @throws TransformerException if its {@code model_type} is unknown
   */
  static Family of(Json config) {
    Json type = config.at("model_type");
    Family family = BY_TYPE.get(type.text());
    if (family != null) return family;
    throw new TransformerException(
        type + ": '" + type.text() + "' is no family that is read; read are " + BY_TYPE.keySet());
  }

  private static Map<String, Family> families() {
    Map<String, Family> all = new TreeMap<>();
    all.put("gpt2", new Gpt2());
    all.put("gpt_neox", new GptNeoX());
    for (LlamaLike.Kind kind : LlamaLike.Kind.values()) all.put(kind.type(), new LlamaLike(kind));
    for (Bert.Kind kind : Bert.Kind.values()) all.put(kind.type(), new Bert(kind));
    all.put("vit", new VisionTransformer());
    return all;
  }
}
