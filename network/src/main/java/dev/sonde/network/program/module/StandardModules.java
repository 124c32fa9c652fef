package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Containers, linear layers, embeddings, normalisation, and what gives arrays another shape. */
final class StandardModules {

  private StandardModules() {}

  static Map<String, ModuleRule> all() {
    Map<String, ModuleRule> all = new HashMap<>();
    all.put("Sequential", StandardModules::sequential);
    for (String list : List.of("ModuleList", "ModuleDict")) {
      all.put(
          list,
          call -> {
            throw call.wrong(
                "a "
                    + list
                    + " holds modules and does not say in which order they are run"
                    + ModuleProgram.REMEDY);
          });
    }
    all.put("DataParallel", call -> call.lowering().run(call.child("module"), call.x()));
    all.put("torch.nn.parallel.data_parallel.DataParallel", all.get("DataParallel"));
    all.put("torch.nn.parallel.distributed.DistributedDataParallel", all.get("DataParallel"));
    for (String same : List.of("Identity", "Dropout", "Dropout1d", "Dropout2d", "Dropout3d")) {
      all.put(same, ModuleRule.one(call -> call.asOwn(call.x())));
    }
    all.put("AlphaDropout", all.get("Dropout"));
    all.put("FeatureAlphaDropout", all.get("Dropout"));
    all.put("Linear", ModuleRule.one(StandardModules::linear));
    all.put("NonDynamicallyQuantizableLinear", all.get("Linear"));
    all.put("Embedding", ModuleRule.one(StandardModules::embedding));
    for (String n : List.of("1d", "2d", "3d")) {
      all.put("BatchNorm" + n, ModuleRule.one(StandardModules::batchNorm));
      all.put("InstanceNorm" + n, ModuleRule.one(StandardModules::instanceNorm));
    }
    all.put("SyncBatchNorm", all.get("BatchNorm2d"));
    all.put("LayerNorm", ModuleRule.one(StandardModules::layerNorm));
    all.put("RMSNorm", ModuleRule.one(StandardModules::rmsNorm));
    all.put("GroupNorm", ModuleRule.one(StandardModules::groupNorm));
    all.put("Flatten", ModuleRule.one(StandardModules::flatten));
    all.put("Unflatten", ModuleRule.one(StandardModules::unflatten));
    all.put(
        "PixelShuffle",
        ModuleRule.one(
            call ->
                call.own(
                    0, "pixel_shuffle", call.x(), Operand.of(call.whole("upscale_factor", 1)))));
    return all;
  }

  private static List<Operand> sequential(ModuleCall call) {
    List<Operand> values = call.inputs();
    for (ModuleTree child : call.module().children().values()) {
      if (values.size() != 1) {
        throw call.wrong(
            "'" + child.path() + "' reads one value, what is before it gives " + values.size());
      }
      values = call.lowering().run(child, values.getFirst());
    }
    return values.size() == 1 ? List.of(call.asOwn(values.getFirst())) : values;
  }

  private static Operand linear(ModuleCall call) {
    return call.own(-1, "linear", call.x(), call.weight("weight"), call.optional("bias"));
  }

  private static Operand embedding(ModuleCall call) {
    Operand ids = call.op("to", call.x(), Operand.of(4L));
    return call.own(-1, "embedding", call.weight("weight"), ids);
  }

  /** With the statistics of training; with those of the batch if none were kept. */
  private static Operand batchNorm(ModuleCall call) {
    Operand mean = call.tensorIfAny("running_mean", false).orElse(Operand.none());
    Operand variance = call.tensorIfAny("running_var", false).orElse(Operand.none());
    return call.own(
        1,
        "batch_norm",
        call.x(),
        call.optional("weight"),
        call.optional("bias"),
        mean,
        variance,
        Operand.of(mean.equals(Operand.none())),
        Operand.of(0.1),
        Operand.of(call.real("eps", 1e-5)),
        Operand.of(false));
  }

  private static Operand instanceNorm(ModuleCall call) {
    Operand mean = call.tensorIfAny("running_mean", false).orElse(Operand.none());
    Operand variance = call.tensorIfAny("running_var", false).orElse(Operand.none());
    return call.own(
        1,
        "instance_norm",
        call.x(),
        call.optional("weight"),
        call.optional("bias"),
        mean,
        variance,
        Operand.of(mean.equals(Operand.none())),
        Operand.of(0.1),
        Operand.of(call.real("eps", 1e-5)),
        Operand.of(false));
  }

  private static Operand layerNorm(ModuleCall call) {
    return call.own(
        -1,
        "layer_norm",
        call.x(),
        Operand.list(normalised(call)),
        call.optional("weight"),
        call.optional("bias"),
        Operand.of(call.real("eps", 1e-5)));
  }

  private static long[] normalised(ModuleCall call) {
    if (call.has("normalized_shape")) return call.wholes("normalized_shape", 1, 1);
    return call.shape("weight").toArray();
  }

  private static Operand rmsNorm(ModuleCall call) {
    Operand epsilon = call.has("eps") ? Operand.of(call.real("eps", 0)) : Operand.none();
    Operand shape = Operand.list(normalised(call));
    return call.own(-1, "rms_norm", call.x(), shape, call.optional("weight"), epsilon);
  }

  private static Operand groupNorm(ModuleCall call) {
    return call.own(
        1,
        "group_norm",
        call.x(),
        Operand.of(call.whole("num_groups", 1)),
        call.optional("weight"),
        call.optional("bias"),
        Operand.of(call.real("eps", 1e-5)));
  }

  private static Operand flatten(ModuleCall call) {
    Operand from = Operand.of(call.whole("start_dim", 1));
    return call.own(-1, "flatten", call.x(), from, Operand.of(call.whole("end_dim", -1)));
  }

  private static Operand unflatten(ModuleCall call) {
    long[] sizes = call.wholes("unflattened_size", 1, -1);
    if (Arrays.stream(sizes).filter(size -> size < 0).count() > 1) throw call.wrong("its sizes");
    Operand axis = Operand.of(call.whole("dim", 1));
    return call.own(0, "unflatten", call.x(), axis, Operand.list(sizes));
  }
}
