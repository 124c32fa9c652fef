package dev.sonde.network.program.keras;

import dev.sonde.network.program.Float32;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Origin;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.Site;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes uses of layers into steps.
 *
 * @param keras3 whether Keras 3 wrote the file: it masks less, and its hard_sigmoid is another
 * @param uses how often each site was computed
 * @param taken addresses of tensors that are constants already
 * @param layers counted as often as they are used
 */
record Lowering(
    ProgramBuilder builder,
    String file,
    boolean keras3,
    Map<String, Integer> uses,
    Set<String> taken,
    AtomicInteger layers) {

  /** Layers, counted as often as they are used: far more than any network has. */
  private static final int MOST = 20_000;

  Lowering(ProgramBuilder builder, String file, boolean keras3) {
    this(builder, file, keras3, new HashMap<>(), new HashSet<>(), new AtomicInteger());
  }

  /** A tensor of the file; types that the engine does not train in are made float32. */
  Operand constant(Tensor tensor, boolean trained) {
    if (!taken.add(tensor.address())) return Operand.constant(tensor.address());
    return builder.constant(Float32.of(tensor), trained);
  }

  boolean channelsFirst(Layer layer) {
    return layer.text("data_format", "channels_last").equals("channels_first");
  }

  /** Sites of a layer's use: {@code dense}, the second time {@code dense#2}. */
  String site(String name) {
    if (layers.incrementAndGet() > MOST) {
      throw new ProgramException(file + ": its layers are used more than " + MOST + " times");
    }
    int use = uses.merge(name, 1, Integer::sum);
    return use == 1 ? name : name + "#" + use;
  }

  /** Computes a layer, and lets probes see what it gives. */
  List<Flow> layer(LayerCall call) {
    return seen(call, Rules.of(call.layer()).of(call));
  }

  /** Lets probes see what a layer or model gives: {@code NAME}, {@code NAME@1}, …. */
  List<Flow> seen(LayerCall call, List<Flow> values) {
    List<Flow> seen = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Flow flow = values.get(i);
      String address = call.site() + (i == 0 ? "" : "@" + i);
      Site site = new Site(address, List.of(), flow.rank() >= 4 ? call.unitAxis() : -1);
      Origin origin = Origin.of(call.site(), call.layer().kind());
      Operand value = builder.call("aten::alias", origin, site, flow.value());
      seen.add(new Flow(value, flow.rank(), flow.mask()));
    }
    return seen;
  }

  /** A mask where at least one of two has one. */
  static Optional<Operand> both(LayerCall call, Optional<Operand> a, Optional<Operand> b) {
    if (a.isEmpty() || b.isEmpty()) return a.or(() -> b);
    return Optional.of(call.op("logical_and", a.get(), b.get()));
  }
}
