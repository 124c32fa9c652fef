package dev.sonde.checkpoint.adapter;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code adapter_config.json} says of a LoRA adapter.
 *
 * @param alphas exceptions of {@code alpha} by the end of a module's name
 * @param isRankStabilized whether ΔW is scaled by α/√r instead of α/r
 * @param isTransposed whether the weights that are changed are stored {@code [in × out]}
 */
record AdapterConfig(
    double alpha,
    Map<String, Double> alphas,
    boolean isRankStabilized,
    boolean isTransposed,
    String base) {

  private static final String FILE = "adapter_config.json";

  /** Of the adapter whose weights are {@code file}; null if none lies beside it. */
  static @Nullable AdapterConfig beside(Path file) {
    Path path = file.resolveSibling(FILE);
    if (!Files.isRegularFile(path)) return null;
    try {
      JsonNode config = JsonText.read(Bytes.map(path));
      return "LORA".equals(JsonText.text(config, "peft_type")) ? of(config) : null;
    } catch (IOException | CheckpointException unreadable) {
      return null;
    }
  }

  private static AdapterConfig of(JsonNode config) {
    Map<String, Double> alphas = new LinkedHashMap<>();
    config
        .path("alpha_pattern")
        .properties()
        .forEach(entry -> alphas.put(entry.getKey(), entry.getValue().asDouble(0)));
    String base = JsonText.text(config, "base_model_name_or_path");
    return new AdapterConfig(
        config.path("lora_alpha").asDouble(8),
        alphas,
        config.path("use_rslora").asBoolean(false),
        config.path("fan_in_fan_out").asBoolean(false),
        base == null ? "" : base);
  }

  /** The factor before B·A of a module, whose rank is {@code rank}. */
  double scale(String module, long rank) {
    double own = alpha;
    for (Map.Entry<String, Double> exception : alphas.entrySet()) {
      String name = exception.getKey();
      if (module.equals(name) || module.endsWith("." + name)) {
        own = exception.getValue();
        break;
      }
    }
    return own / (isRankStabilized ? Math.sqrt((double) rank) : (double) rank);
  }
}
