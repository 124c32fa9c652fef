package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Attention; the pattern {@code [batch × heads × to × from]} is a site, {@code NAME@pattern}. */
final class Attentions {

  /** As far below as float32 has numbers, with some room: what is masked gets no weight. */
  private static final double FAR_BELOW = -0.7 * Float.MAX_VALUE;

  private Attentions() {}

  static Map<String, Rule> all() {
    return Map.of(
        "Attention",
        call -> single(call, false),
        "AdditiveAttention",
        call -> single(call, true),
        "MultiHeadAttention",
        Attentions::heads,
        "AttentionWeightedAverage",
        Attentions::average);
  }

  /** What Keras adds to a sum that it divides by. */
  private static final double EPSILON = 1e-7;

  /**
   * The mean of all steps, weighted by softmax(x·W), no layer of Keras itself but of textgenrnn and
   * DeepMoji: {@code [batch × steps × units]} to {@code [batch × units]}.
   */
  private static List<Flow> average(LayerCall call) {
    call.requireRank(call.input(), 3);
    if (call.layer().truth("return_attention", false)) {
      throw call.unknown("return_attention");
    }
    String name = call.layer().name();
    Operand vector = call.weight("attention_W", name + "_W", "W");
    Operand scores = call.op("matmul", call.x(), vector);
    Operand most = call.op("amax", scores, Operand.list(1), Operand.of(true));
    Operand weights = call.op("exp", call.op("sub", scores, most));
    if (call.input().mask().isPresent()) {
      Operand counts = call.op("unsqueeze", call.input().mask().get(), Operand.of(-1L));
      weights = call.op("mul", weights, counts);
    }
    Operand sum = call.op("sum", weights, Operand.list(1), Operand.of(true));
    Operand whole = call.op("add", sum, Operand.of(EPSILON));
    Operand pattern = call.seen("pattern", 1, "div", weights, whole);
    Operand weighted = call.op("mul", call.x(), pattern);
    return call.one(call.op("sum", weighted, Operand.list(1), Operand.of(false)), 2);
  }

  private static boolean isCausal(LayerCall call) {
    JsonNode given = call.plain().get("use_causal_mask");
    return given != null && given.asBoolean(false);
  }

  /** True where {@code from ≤ to}. */
  private static Operand causal(LayerCall call, Operand scores) {
    Operand ones = call.op("ones_like", scores);
    return call.op("to", call.op("tril", ones), LayerCall.BOOL);
  }

  private static Operand pattern(LayerCall call, Operand scores, Optional<Operand> allowed) {
    Operand kept = scores;
    if (allowed.isPresent()) {
      Operand hidden = call.op("logical_not", allowed.get());
      kept = call.op("masked_fill", scores, hidden, Operand.of(FAR_BELOW));
    }
    return call.seen("pattern", 1, "softmax", kept, Operand.of(-1L), Operand.none());
  }

  private static Operand lastTwo(LayerCall call, Operand x) {
    return call.op("transpose", x, Operand.of(-1L), Operand.of(-2L));
  }

  /** Query, value and, if given, key; one head. */
  private static List<Flow> single(LayerCall call, boolean additive) {
    List<Flow> inputs = call.inputs();
    if (inputs.size() < 2 || inputs.size() > 3) throw call.layer().wrong("it has not two inputs");
    for (Flow input : inputs) call.requireRank(input, 3);
    Operand query = inputs.get(0).value();
    Operand value = inputs.get(1).value();
    Operand key = inputs.getLast().value();
    Layer layer = call.layer();
    Operand scores;
    if (additive) {
      Operand sum =
          call.op(
              "add",
              call.op("unsqueeze", query, Operand.of(2L)),
              call.op("unsqueeze", key, Operand.of(1L)));
      Operand bent = call.op("tanh", sum);
      if (layer.truth("use_scale", true))
        bent = call.op("mul", call.weight("scale", "vars/0"), bent);
      scores = call.op("sum", bent, Operand.list(-1), Operand.of(false));
    } else {
      if (!layer.text("score_mode", "dot").equals("dot")) throw call.unknown("this score_mode");
      scores = call.op("matmul", query, lastTwo(call, key));
      if (layer.truth("use_scale", false)) {
        scores = call.op("mul", scores, call.weight("scale", "vars/0"));
      }
    }
    Optional<Operand> allowed =
        inputs.get(1).mask().map(mask -> call.op("unsqueeze", mask, Operand.of(1L)));
    if (isCausal(call) || layer.truth("causal", false)) {
      allowed = Lowering.both(call, allowed, Optional.of(causal(call, scores)));
    }
    Operand result = call.op("matmul", pattern(call, scores, allowed), value);
    return List.of(new Flow(result, 3, inputs.getFirst().mask()));
  }

  /** {@code x·kernel + bias} as {@code [batch × heads × steps × width]}. */
  private static Operand projected(LayerCall call, Operand x, String part) {
    Weights weights = call.weights().within(part, part + "_dense");
    LayerCall within = call.with(call.layer(), weights, call.site(), call.inputs());
    long heads = within.extent(1, "kernel", "vars/0");
    long width = within.extent(2, "kernel", "vars/0");
    Operand kernel = call.op("flatten", within.weight("kernel", "vars/0"), Operand.of(1L));
    Operand bias = within.bias();
    if (call.layer().truth("use_bias", true)) bias = call.op("flatten", bias);
    Operand y = call.op("linear", x, call.op("t", kernel), bias);
    Operand split = call.op("unflatten", y, Operand.of(-1L), Operand.list(heads, width));
    return call.op("transpose", split, Operand.of(1L), Operand.of(2L));
  }

  private static List<Flow> heads(LayerCall call) {
    Layer layer = call.layer();
    long[] axes = layer.list("attention_axes", 1);
    if (axes.length != 1 || (Math.abs(axes[0]) != 1 && axes[0] != -2))
      throw call.unknown("its axes");
    if (layer.truth("use_gate", false) || layer.has("sliding_window")) {
      throw call.unknown("a gate or a window");
    }
    List<Flow> inputs = call.inputs();
    Flow query = named(call, "query", 0);
    Flow value =
        inputs.size() > 1 || call.named().containsKey("value") ? named(call, "value", 1) : query;
    Flow key = inputs.size() > 2 || call.named().containsKey("key") ? named(call, "key", 2) : value;
    call.requireRank(query, 3);
    call.requireRank(value, 3);
    Operand q = projected(call, query.value(), "query");
    Operand k = projected(call, key.value(), "key");
    Operand v = projected(call, value.value(), "value");
    long width = layer.whole("key_dim", 1);
    Operand scaled = call.op("mul", q, Operand.of(1 / Math.sqrt((double) width)));
    Operand scores = call.op("matmul", scaled, lastTwo(call, k));
    Operand pattern = pattern(call, scores, allowed(call, query, key, value, scores));
    Operand mixed =
        call.op("transpose", call.op("matmul", pattern, v), Operand.of(1L), Operand.of(2L));
    Weights out = call.weights().within("attention_output", "output_dense");
    LayerCall last = call.with(layer, out, call.site(), inputs);
    Operand kernel =
        call.op("flatten", last.weight("kernel", "vars/0"), Operand.of(0L), Operand.of(1L));
    Operand flat = call.op("flatten", mixed, Operand.of(2L));
    Operand y = call.op("linear", flat, call.op("t", kernel), last.bias());
    return List.of(new Flow(y, 3, query.mask()));
  }

  private static Flow named(LayerCall call, String name, int place) {
    List<Flow> given = call.named().get(name);
    if (given != null && !given.isEmpty()) return given.getFirst();
    if (place < call.inputs().size()) return call.inputs().get(place);
    throw call.layer().wrong("it has no " + name);
  }

  /** Which steps may be attended to, as far as something says so. */
  private static Optional<Operand> allowed(
      LayerCall call, Flow query, Flow key, Flow value, Operand scores) {
    Optional<Operand> allowed = Optional.empty();
    for (Map.Entry<String, Flow> one :
        List.of(
            Map.entry("query_mask", query),
            Map.entry("value_mask", value),
            Map.entry("key_mask", key))) {
      boolean isQuery = one.getKey().equals("query_mask");
      List<Flow> given = call.named().get(one.getKey());
      Optional<Operand> mask =
          given != null && !given.isEmpty()
              ? Optional.of(given.getFirst().value())
              : one.getKey().equals("key_mask") && key.equals(value)
                  ? Optional.empty()
                  : one.getValue().mask();
      if (mask.isEmpty()) continue;
      Operand heads = call.op("unsqueeze", mask.get(), Operand.of(1L));
      Operand placed = call.op("unsqueeze", heads, Operand.of(isQuery ? -1L : -2L));
      allowed = Lowering.both(call, allowed, Optional.of(placed));
    }
    List<Flow> given = call.named().get("attention_mask");
    if (given != null && !given.isEmpty()) {
      Flow mask = given.getFirst();
      Operand truth = call.op("to", mask.value(), LayerCall.BOOL);
      if (mask.rank() == 3) truth = call.op("unsqueeze", truth, Operand.of(1L));
      allowed = Lowering.both(call, allowed, Optional.of(truth));
    }
    if (isCausal(call)) {
      allowed = Lowering.both(call, allowed, Optional.of(causal(call, scores)));
    }
    return allowed;
  }
}
