package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Dense layers, embeddings, masks, and what gives arrays another shape. */
final class BasicLayers {

  private BasicLayers() {}

  static Map<String, Rule> all() {
    Map<String, Rule> all = new HashMap<>();
    all.put("Dense", BasicLayers::dense);
    all.put("Embedding", BasicLayers::embedding);
    all.put("Masking", BasicLayers::masking);
    all.put("Flatten", BasicLayers::flatten);
    all.put("Reshape", BasicLayers::reshape);
    all.put("Permute", BasicLayers::permute);
    all.put("RepeatVector", BasicLayers::repeat);
    all.put("Rescaling", BasicLayers::rescaling);
    return all;
  }

  private static List<Flow> dense(LayerCall call) {
    Operand kernel = call.op("t", call.weight("kernel", "vars/0"));
    Operand y = call.op("linear", call.x(), kernel, call.bias());
    return call.same(Activations.of(call, "activation", y));
  }

  private static List<Flow> embedding(LayerCall call) {
    Operand ids = call.op("to", call.x(), LayerCall.INT64);
    Operand rows = call.op("embedding", call.weight("embeddings", "vars/0"), ids);
    Optional<Operand> mask =
        call.layer().truth("mask_zero", false)
            ? Optional.of(call.op("ne", ids, Operand.of(0L)))
            : Optional.empty();
    return List.of(new Flow(rows, call.input().rank() + 1, mask));
  }

  /** A step counts where one of its numbers is another than {@code mask_value}. */
  private static List<Flow> masking(LayerCall call) {
    Operand value = Operand.of(call.layer().real("mask_value", 0));
    Operand other = call.op("ne", call.x(), value);
    Operand mask = call.op("any", other, Operand.of(-1L));
    Operand kept = call.op("mul", call.x(), call.op("unsqueeze", mask, Operand.of(-1L)));
    return List.of(new Flow(kept, call.input().rank(), Optional.of(mask)));
  }

  private static List<Flow> flatten(LayerCall call) {
    Flow x = call.input();
    Operand value = x.value();
    if (x.rank() < 2) return call.one(call.op("unsqueeze", value, Operand.of(-1L)), 2);
    if (call.lowering().channelsFirst(call.layer()) && x.rank() > 2) {
      long[] axes = new long[x.rank()];
      for (int i = 1; i < x.rank() - 1; i++) axes[i] = i + 1L;
      axes[x.rank() - 1] = 1;
      value = call.op("permute", value, Operand.list(axes));
    }
    return call.one(call.op("flatten", value, Operand.of(1L), Operand.of(-1L)), 2);
  }

  private static List<Flow> reshape(LayerCall call) {
    long[] shape = call.layer().list("target_shape");
    Operand[] sizes = new Operand[shape.length + 1];
    sizes[0] = call.op("size", call.x(), Operand.of(0L));
    for (int i = 0; i < shape.length; i++) sizes[i + 1] = Operand.of(shape[i]);
    return call.one(call.op("reshape", call.x(), Operand.list(sizes)), sizes.length);
  }

  private static List<Flow> permute(LayerCall call) {
    long[] dims = call.layer().list("dims");
    long[] axes = new long[dims.length + 1];
    System.arraycopy(dims, 0, axes, 1, dims.length);
    return call.one(call.op("permute", call.x(), Operand.list(axes)), axes.length);
  }

  private static List<Flow> repeat(LayerCall call) {
    call.requireRank(call.input(), 2);
    Operand wide = call.op("unsqueeze", call.x(), Operand.of(1L));
    Operand times = Operand.of(call.layer().whole("n", 1));
    return call.one(call.op("repeat_interleave", wide, times, Operand.of(1L)), 3);
  }

  private static List<Flow> rescaling(LayerCall call) {
    Operand x = call.op("to", call.x(), LayerCall.FLOAT32);
    Operand scaled = call.op("mul", x, numbers(call, "scale", 1));
    return call.same(call.op("add", scaled, numbers(call, "offset", 0)));
  }

  /** A number, or one per channel. */
  private static Operand numbers(LayerCall call, String setting, double usual) {
    JsonNode found = call.layer().config().path(setting);
    if (!found.isArray()) return Operand.of(call.layer().real(setting, usual));
    return list(call, setting, found);
  }

  /** Numbers of a configuration as an array; nested lists are one after the other. */
  static Operand list(LayerCall call, String setting, JsonNode found) {
    JsonNode inner = found;
    while (inner.isArray() && inner.size() == 1 && inner.get(0).isArray()) inner = inner.get(0);
    if (inner.size() > 1 << 16) throw call.layer().wrong("its " + setting + " is too long");
    float[] all = new float[inner.size()];
    for (int i = 0; i < all.length; i++) {
      if (!inner.get(i).isNumber()) throw call.layer().wrong("its " + setting + " is no number");
      all[i] = (float) inner.get(i).asDouble();
    }
    if (all.length == 0) Arrays.fill(all, 0);
    Tensor tensor = Tensor.ofFloats(call.site() + "/" + setting, Shape.of(all.length), all);
    return call.builder().constant(tensor, false);
  }
}
