package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.network.layer.Role;
import dev.sonde.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that can run.
 *
 * @param inputs what a caller gives, with the types that the file states
 * @param entries their sites, in the same order
 * @param parameters constants of real numbers by address
 * @param roles what each parameter is for
 */
record Plan(
    String file,
    List<OnnxValueInfo> inputs,
    List<Site> entries,
    Block block,
    List<OnnxValueInfo> outputs,
    Map<String, Tensor> parameters,
    Map<String, Role> roles) {

  Plan {
    inputs = List.copyOf(inputs);
    entries = List.copyOf(entries);
    outputs = List.copyOf(outputs);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    roles = Map.copyOf(roles);
  }
}
