package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Role;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state dict of a {@link CifarResNet}, with {@code module.} before its names if it was trained
 * on several devices, and without counts of batches if it is older than they are.
 */
record CifarResNetFile() implements ModelFile.Kind {

  @Override
  public Optional<ModelFile> read(Checkpoint file, Hints hints) {
    for (String prefix : List.of("", "module.", "state_dict.", "state_dict.module.")) {
      boolean ours =
          file.has(prefix + "conv1.weight")
              && file.has(prefix + "layer1.0.conv1.weight")
              && file.has(prefix + "layer3.0.conv2.weight")
              && file.has(prefix + "linear.weight")
              && !file.has(prefix + "layer4.0.conv1.weight");
      if (ours) return Optional.of(of(file, prefix));
    }
    return Optional.empty();
  }

  private static ModelFile of(Checkpoint file, String prefix) {
    CifarResNet model = CifarResNet.like(file, prefix);
    List<Tensor> parameters = new ArrayList<>();
    for (Tensor tensor : file.tensors()) {
      String address = tensor.address();
      if (!address.startsWith(prefix)) continue;
      parameters.add(tensor.named(address.substring(prefix.length())));
    }
    for (ParameterSpec spec : model.parameters()) {
      if (spec.role() == Role.COUNT && !file.has(prefix + spec.name())) {
        parameters.add(Tensor.ofFloats(spec.name(), Shape.of(), new float[1]));
      }
    }
    return new ModelFile(model, Checkpoint.of(file.path(), parameters, Map.of()));
  }
}
