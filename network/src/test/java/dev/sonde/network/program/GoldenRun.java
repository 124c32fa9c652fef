package dev.sonde.network.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.ProgramModel;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a framework computed of a file, and what Sonde computes of it. */
public final class GoldenRun {

  private GoldenRun() {}

  /** Relative to the largest number of the array: float32 sums in another order differ so far. */
  private static final double NEAR = 1e-5;

  public static Map<String, Tensor> arrays(Path npz) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    Checkpoint.open(npz).tensors().forEach(tensor -> arrays.put(tensor.address(), tensor));
    return arrays;
  }

  public static void requireNear(String name, float[] found, float[] wanted) {
    assertThat(found.length).as(name).isEqualTo(wanted.length);
    double largest = 1e-3;
    for (float number : wanted) largest = Math.max(largest, Math.abs(number));
    double apart = 0;
    for (int i = 0; i < wanted.length; i++) {
      boolean both = Float.isNaN(found[i]) && Float.isNaN(wanted[i]);
      if (!both) apart = Math.max(apart, Math.abs((double) found[i] - wanted[i]));
    }
    assertThat(apart / largest).as(name).isLessThanOrEqualTo(NEAR);
  }

  private static Map<String, Array> engine(Map<String, Tensor> inputs) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> arrays.put(name, Array.of(tensor)));
    return arrays;
  }

  /** Outputs as floats, by name. */
  public static Map<String, float[]> outputs(
      Network<Map<String, Array>, Map<String, Array>> network,
      Map<String, Tensor> inputs,
      Probe... probes) {
    try (Scope _ = new Scope()) {
      return network.compute(
          engine(inputs),
          outputs -> {
            Map<String, float[]> floats = new LinkedHashMap<>();
            outputs.forEach((name, array) -> floats.put(name, array.toFloats()));
            return floats;
          },
          probes);
    }
  }

  /** Outputs against the framework's, whatever else it recorded. */
  public static void requireOutputs(
      Network<Map<String, Array>, Map<String, Array>> network,
      Map<String, Tensor> inputs,
      Map<String, Tensor> wanted) {
    Map<String, float[]> found = outputs(network, inputs);
    wanted.forEach(
        (name, tensor) -> {
          if (name.startsWith("buffer_after:")) return;
          assertThat(found).containsKey(name);
          requireNear(name, Objects.requireNonNull(found.get(name)), tensor.toFloats());
        });
  }

  /** Values at sites, and gradients of the sum of the first output. */
  public static void requireSites(
      Network<Map<String, Array>, Map<String, Array>> network,
      Map<String, Tensor> inputs,
      Map<String, Tensor> sites) {
    List<Probe> taps = new ArrayList<>();
    sites
        .keySet()
        .forEach(
            name ->
                taps.add(
                    name.startsWith("grad:")
                        ? Tap.gradients(name.substring("grad:".length()))
                        : Tap.values(name)));
    boolean differentiated = sites.keySet().stream().anyMatch(name -> name.startsWith("grad:"));
    Probe[] probes = taps.toArray(new Probe[0]);
    Capture seen;
    try (Scope _ = new Scope()) {
      seen =
          differentiated
              ? network.run(
                  engine(inputs), outputs -> outputs.values().iterator().next().sum(), probes)
              : network.run(engine(inputs), probes);
    }
    sites.forEach(
        (name, wanted) -> {
          Tensor found =
              name.startsWith("grad:")
                  ? seen.gradients(name.substring("grad:".length()))
                  : seen.values(name);
          assertThat(found.shape()).as(name).isEqualTo(wanted.shape());
          requireNear(name, found.toFloats(), wanted.toFloats());
        });
  }

  public static Network<Map<String, Array>, Map<String, Array>> open(Path path) {
    return Network.open(path, ProgramModel.class);
  }
}
