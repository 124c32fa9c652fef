package dev.sonde.network.transformer;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Architectures of GGUF files that are run, as these files and as the hub call them. */
enum GgufKind {
  LLAMA("llama", "llama"),
  QWEN2("qwen2", "qwen2"),
  QWEN2_VL("qwen2vl", "qwen2_vl_text"),
  QWEN3("qwen3", "qwen3"),
  QWEN3_VL("qwen3vl", "qwen3_vl_text"),
  GEMMA("gemma", "gemma"),
  GEMMA2("gemma2", "gemma2"),
  GEMMA3("gemma3", "gemma3_text"),
  PHI3("phi3", "phi3"),
  GPT2("gpt2", "gpt2"),
  GPT_NEOX("gptneox", "gpt_neox"),
  BERT("bert", "bert");

  private final String type;
  private final String hub;

  GgufKind(String type, String hub) {
    this.type = type;
    this.hub = hub;
  }

  /** As {@code general.architecture} has it; also before all settings of the model. */
  String type() {
    return type;
  }

  /** The {@code model_type} of such a model's {@code config.json}. */
  String hub() {
    return hub;
  }

  static Optional<GgufKind> of(String type) {
    return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(GgufKind::type).sorted().collect(Collectors.joining(", "));
  }
}
