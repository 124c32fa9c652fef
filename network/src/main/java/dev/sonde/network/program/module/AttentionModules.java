package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Attention over several heads, and the encoder made of it; patterns are sites. */
final class AttentionModules {

  private AttentionModules() {}

  static Map<String, ModuleRule> all() {
    return Map.of(
        "MultiheadAttention",
        ModuleRule.one(AttentionModules::attention),
        "TransformerEncoderLayer",
        ModuleRule.one(AttentionModules::encoderLayer),
        "TransformerEncoder",
        ModuleRule.one(AttentionModules::encoder));
  }

  private static Operand heads(ModuleCall call, Operand x, long heads) {
    Operand split = call.op("unflatten", x, Operand.of(-1L), Operand.list(heads, -1));
    return call.op("transpose", split, Operand.of(1L), Operand.of(2L));
  }

  private static Operand part(ModuleCall call, Operand of, long part, long width) {
    return call.op(
        "slice",
        of,
        Operand.of(0L),
        Operand.of(part * width),
        Operand.of((part + 1) * width),
        Operand.of(1L));
  }

  /** {@code softmax(q·kᵀ/√d)·v}, of one input for all or of three. */
  private static Operand attention(ModuleCall call) {
    if (call.truth("add_zero_attn", false) || call.tensorIfAny("bias_k", true).isPresent()) {
      throw call.wrong("keys and values beside those of the input are not computed");
    }
    long width = call.shape("out_proj.weight").extent(0);
    long heads = call.whole("num_heads", 1);
    if (heads < 1 || width % heads != 0) throw call.wrong(width + " units in " + heads + " heads");
    boolean first = call.truth("batch_first", false);
    boolean together = call.tensorIfAny("in_proj_weight", true).isPresent();
    boolean biased = call.tensorIfAny("in_proj_bias", true).isPresent();
    List<Operand> projected = new ArrayList<>();
    List<String> names = List.of("q_proj_weight", "k_proj_weight", "v_proj_weight");
    for (int i = 0; i < 3; i++) {
      Operand x = call.inputs().size() == 3 ? call.inputs().get(i) : call.x();
      if (!first) x = call.op("transpose", x, Operand.of(0L), Operand.of(1L));
      Operand weight =
          together
              ? part(call, call.weight("in_proj_weight"), i, width)
              : call.weight(names.get(i));
      Operand bias = biased ? part(call, call.weight("in_proj_bias"), i, width) : Operand.none();
      projected.add(heads(call, call.op("linear", x, weight, bias), heads));
    }
    Operand keys = call.op("transpose", projected.get(1), Operand.of(-1L), Operand.of(-2L));
    double scale = 1 / Math.sqrt((double) width / heads);
    Operand scores = call.op("matmul", call.op("mul", projected.get(0), Operand.of(scale)), keys);
    Operand pattern = call.seen("pattern", "softmax", scores, Operand.of(-1L), Operand.none());
    Operand mixed = call.op("matmul", pattern, projected.get(2));
    Operand flat =
        call.op(
            "flatten", call.op("transpose", mixed, Operand.of(1L), Operand.of(2L)), Operand.of(2L));
    Operand y =
        call.op("linear", flat, call.weight("out_proj.weight"), call.optional("out_proj.bias"));
    if (!first) y = call.op("transpose", y, Operand.of(0L), Operand.of(1L));
    return call.asOwn(y);
  }

  /** {@code norm_first} or not, as Vaswani et al. (2017) have it. */
  private static Operand encoderLayer(ModuleCall call) {
    Operand x = call.x();
    if (call.truth("norm_first", false)) {
      x = call.seen("add", "add", x, call.run("self_attn", call.run("norm1", x)));
      return call.own(-1, "add", x, feedForward(call, call.run("norm2", x)));
    }
    x = call.run("norm1", call.seen("add", "add", x, call.run("self_attn", x)));
    Operand sum = call.seen("add2", "add", x, feedForward(call, x));
    return call.asOwn(call.run("norm2", sum));
  }

  private static Operand feedForward(ModuleCall call, Operand x) {
    String word = call.text("activation", "");
    if (word.isEmpty()) {
      long which = call.whole("activation_relu_or_gelu", 0);
      if (which != 1 && which != 2 && !call.hasChild("activation")) {
        throw call.wrong("the file does not say which activation it has");
      }
      word = which == 2 ? "gelu" : "relu";
    }
    Operand inner = call.run("linear1", x);
    Operand bent =
        call.hasChild("activation")
            ? call.run("activation", inner)
            : ActivationModules.named(call, word, inner);
    return call.run("linear2", bent);
  }

  private static Operand encoder(ModuleCall call) {
    Operand x = call.x();
    for (ModuleTree layer : call.child("layers").children().values()) {
      x = call.lowering().one(layer, x);
    }
    return call.asOwn(call.runIfAny("norm", x));
  }
}
