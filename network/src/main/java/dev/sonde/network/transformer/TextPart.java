package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.json.Json;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The language model inside one that also reads images or sounds (Gemma 3, LLaVA, Qwen2-VL, …). It
 * is opened alone, as a causal language model of texts.
 *
 * @param whole the {@code model_type} of the whole
 * @param settings its own settings, with what only the whole says
 */
record TextPart(String whole, Json settings) {

  private static final List<String> INNER = List.of("text_config", "llm_config", "language_config");

  /** Matrices of the logits, which may lie beside the text model, not in it. */
  private static final List<String> HEADS = List.of("lm_head.", "embed_out.");

  /**
   * Its weights under the names that they have in a model of their own.
   *
   * @param leftOut how many tensors there are of each other part
   */
  record Selected(Checkpoint file, Map<String, Integer> leftOut) {}

  /** Empty if these settings are those of a text model, or of nothing that is known. */
  static Optional<TextPart> of(Json config) {
    Json type = config.at("model_type");
    if (!type.isText() || Family.BY_TYPE.containsKey(type.text())) return Optional.empty();
    String own = type.text() + "_text";
    for (String name : INNER) {
      Json inner = config.at(name);
      if (!inner.isObject()) continue;
      boolean unsaid = inner.at("model_type").isMissing() && Family.BY_TYPE.containsKey(own);
      return Optional.of(of(config, unsaid ? inner.with("model_type", own) : inner));
    }
    // Older files have the text model's settings beside those of the other parts.
    if (!Family.BY_TYPE.containsKey(own)) return Optional.empty();
    return Optional.of(of(config, config.with("model_type", own)));
  }

  private static TextPart of(Json config, Json inner) {
    Json settings = inner;
    for (Map.Entry<String, Integer> usual : Family.of(inner).usualSizes().entrySet()) {
      if (settings.at(usual.getKey()).isMissing()) {
        settings = settings.with(usual.getKey(), usual.getValue());
      }
    }
    // Where nothing speaks of it, a file without a matrix of logits uses the table twice.
    boolean inside = inner.at("tie_word_embeddings").truth(true);
    boolean tied = config.at("tie_word_embeddings").truth(inside);
    settings = settings.with("tie_word_embeddings", tied);
    return new TextPart(config.at("model_type").text(), settings);
  }

  /**
   * Looks for the text model's weights.
   *
   * @throws TransformerException if there is no table of embeddings, or none that is the text's
   */
  Selected select(Checkpoint file) {
    String inner = prefix(file, Family.of(settings).table());
    Map<String, Tensor> found = new LinkedHashMap<>();
    Map<String, Integer> leftOut = new TreeMap<>();
    for (Tensor tensor : file.tensors()) {
      String name = tensor.address();
      if (name.startsWith(inner)) found.put(name, tensor.named(name.substring(inner.length())));
      else if (isHead(name, inner)) found.put(name, tensor.named(head(name)));
      else leftOut.merge(part(name), 1, Integer::sum);
    }
    Checkpoint text = Checkpoint.of(file.path(), List.copyOf(found.values()), file.metadata());
    return new Selected(text, leftOut);
  }

  /** What was opened and what was not, as a sentence. */
  String note(Selected selected) {
    String others =
        selected.leftOut().entrySet().stream()
            .map(part -> part.getKey() + " (" + part.getValue() + ")")
            .collect(Collectors.joining(", "));
    return "Only the language model of this "
        + whole
        + " model is opened, for text alone"
        + (others.isEmpty() ? "." : "; tensors left out, by part: " + others + ".");
  }

  /** What stands before the names of the text model's weights. */
  private static String prefix(Checkpoint file, String table) {
    List<String> found = new ArrayList<>();
    for (Tensor tensor : file.tensors()) {
      String name = tensor.address();
      if (name.equals(table) || name.endsWith("." + table)) {
        found.add(name.substring(0, name.length() - table.length()));
      }
    }
    if (found.size() > 1) {
      found.removeIf(prefix -> !prefix.contains("language_model") && !prefix.contains("text"));
    }
    if (found.size() == 1) return found.getFirst();
    throw new TransformerException(
        file.path()
            + ": "
            + (found.isEmpty() ? "no tensor is" : "several tensors are")
            + " called '"
            + table
            + "', the text model's table of embeddings");
  }

  /** Whether it is a matrix of logits that lies in a module around the text model. */
  private static boolean isHead(String name, String inner) {
    String bare = head(name);
    String outer = name.substring(0, name.length() - bare.length());
    return inner.startsWith(outer) && HEADS.stream().anyMatch(bare::startsWith);
  }

  /** A name without its modules: {@code lm_head.weight}. */
  private static String head(String name) {
    int last = name.lastIndexOf('.');
    return last < 0 ? name : name.substring(name.lastIndexOf('.', last - 1) + 1);
  }

  /** {@code vision_tower} of {@code model.vision_tower.encoder.layers.0…}. */
  private static String part(String name) {
    String bare = name.startsWith("model.") ? name.substring("model.".length()) : name;
    int end = bare.indexOf('.');
    return end < 0 ? bare : bare.substring(0, end);
  }
}
