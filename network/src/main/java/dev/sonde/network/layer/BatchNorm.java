package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.List;

/**
 * Normalises each channel (axis 1) by the batch in training and by running statistics after it
 * (Ioffe and Szegedy 2015). Site: its name.
 */
public record BatchNorm(String name, int channels) implements Layer {

  private static final double MOMENTUM = 0.1;
  private static final double EPSILON = 1e-5;

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.of(name + ".weight", Role.SCALE, 1, 1, channels),
        ParameterSpec.of(name + ".bias", Role.SHIFT, 1, 1, channels),
        ParameterSpec.of(name + ".running_mean", Role.MEAN, 1, 1, channels),
        ParameterSpec.of(name + ".running_var", Role.VARIANCE, 1, 1, channels),
        ParameterSpec.of(name + ".num_batches_tracked", Role.COUNT, 1, 1));
  }

  public Array apply(Pass pass, Array x) {
    boolean training = pass.mode() == Pass.Mode.TRAIN;
    boolean batch = pass.normalisation() == Pass.Normalisation.BATCH;
    if (training) {
      Array count = pass.buffer(name + ".num_batches_tracked");
      count.set(count.add(1));
    }
    Array normal =
        pass.remembered(
            name,
            () ->
                Functional.batchNorm(
                    x,
                    pass.parameter(name + ".weight"),
                    pass.parameter(name + ".bias"),
                    batch && !training ? null : pass.buffer(name + ".running_mean"),
                    batch && !training ? null : pass.buffer(name + ".running_var"),
                    batch,
                    MOMENTUM,
                    EPSILON),
            x);
    return pass.visit(name, normal, 1);
  }
}
