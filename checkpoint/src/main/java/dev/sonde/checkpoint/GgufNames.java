package dev.sonde.checkpoint;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A GGUF file's tensors under the names that they have on the Hugging Face hub, so that a quantised
 * file can be held against its original. For architectures that keep one tensor as one tensor:
 * Llama, Qwen 2 and 3, Phi-3.
 *
 * <p>llama.cpp keeps rows of Llama's queries and keys in another order. Both sides' are given as
 * {@code [heads × 2 × half a head × width]}, in the hub's order.
 */
public final class GgufNames {

  private static final String FORMAT = "gguf";
  private static final Pattern BLOCK = Pattern.compile("blk\\.(\\d+)\\.(\\w+)\\.(weight|bias)");
  private static final Set<String> SAME = Set.of("llama", "qwen2", "qwen3", "phi3");

  private static final Map<String, String> ENDS =
      Map.of(
          "token_embd.weight", "model.embed_tokens.weight",
          "output_norm.weight", "model.norm.weight",
          "output.weight", "lm_head.weight");

  private static final Map<String, String> PARTS =
      Map.ofEntries(
          Map.entry("attn_norm", "input_layernorm"),
          Map.entry("ffn_norm", "post_attention_layernorm"),
          Map.entry("attn_q", "self_attn.q_proj"),
          Map.entry("attn_k", "self_attn.k_proj"),
          Map.entry("attn_v", "self_attn.v_proj"),
          Map.entry("attn_output", "self_attn.o_proj"),
          Map.entry("attn_q_norm", "self_attn.q_norm"),
          Map.entry("attn_k_norm", "self_attn.k_norm"),
          Map.entry("attn_qkv", "self_attn.qkv_proj"),
          Map.entry("ffn_gate", "mlp.gate_proj"),
          Map.entry("ffn_up", "mlp.up_proj"),
          Map.entry("ffn_down", "mlp.down_proj"));

  private GgufNames() {}

  /** Two checkpoints that can be compared, and what was done; empty if nothing was. */
  public record Alike(Checkpoint a, Checkpoint b, String note) {}

  /** Both under the hub's names, if one of the two is a GGUF file and the other is none. */
  public static Alike of(Checkpoint a, Checkpoint b) {
    boolean first = a.format().equals(FORMAT);
    Checkpoint packed = first ? a : b;
    String architecture = packed.metadata().getOrDefault("general.architecture", "");
    if (first == b.format().equals(FORMAT) || !SAME.contains(architecture)) {
      return new Alike(a, b, "");
    }
    Map<String, Long> heads = new HashMap<>();
    if (architecture.equals("llama")) {
      long all = whole(packed, "llama.attention.head_count", 0);
      heads.put("q_proj", all);
      heads.put("k_proj", whole(packed, "llama.attention.head_count_kv", all));
    }
    String note =
        "tensors of "
            + packed.path()
            + " are called as on the Hugging Face hub"
            + (heads.isEmpty() ? "" : "; rows of queries and keys are put back into its order");
    return new Alike(
        with(a, architecture, heads, first, note),
        with(b, architecture, heads, !first, note),
        note);
  }

  private static Checkpoint with(
      Checkpoint file, String architecture, Map<String, Long> heads, boolean packed, String note) {
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : file.tensors()) {
      String name = packed ? hub(tensor.address(), architecture) : tensor.address();
      tensors.add(turned(tensor, name, heads, packed).named(name));
    }
    return file.renamed(tensors, note);
  }

  private static String hub(String name, String architecture) {
    Matcher block = BLOCK.matcher(name);
    if (!block.matches()) return ENDS.getOrDefault(name, name);
    String part = PARTS.get(block.group(2));
    if (part == null) return name;
    if (architecture.equals("phi3") && part.equals("mlp.up_proj")) part = "mlp.gate_up_proj";
    return "model.layers." + block.group(1) + "." + part + "." + block.group(3);
  }

  private static Tensor turned(
      Tensor tensor, String name, Map<String, Long> heads, boolean packed) {
    String[] parts = name.split("\\.", -1);
    long count = parts.length < 2 ? 0 : heads.getOrDefault(parts[parts.length - 2], 0L);
    Shape shape = tensor.shape();
    boolean splits =
        (shape.rank() == 1 || shape.rank() == 2)
            && count > 0
            && shape.extent(0) % (2 * count) == 0
            && tensor.isContiguous();
    if (!splits) return tensor;
    long half = shape.extent(0) / count / 2;
    long width = shape.rank() == 2 ? shape.extent(1) : 1;
    if (!packed) return tensor.reshape(Shape.of(count, 2, half, width));
    return tensor.reshape(Shape.of(count, half, 2, width)).transpose(0, 2, 1, 3);
  }

  private static long whole(Checkpoint file, String key, long otherwise) {
    String text = file.metadata().getOrDefault(key, "");
    return text.matches("\\d{1,6}") ? Long.parseLong(text) : otherwise;
  }
}
