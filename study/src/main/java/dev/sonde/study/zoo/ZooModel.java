package dev.sonde.study.zoo;

import dev.sonde.network.layer.Convolution;
import dev.sonde.network.layer.Linear;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Model;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.study.zoo.kernel.ZooGradient;
import dev.sonde.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The network of the zoo: three convolutions of 16 units, 3 × 3, stride 2, each followed by the
 * activation and by dropped units, the mean over the image, and one unit per class. Of grey images
 * and ten classes 4,970 parameters. {@code [batch × channels × height × width] → [batch ×
 * classes]}; height and width are equal.
 */
record ZooModel(Shape input, int classes, Recipe.Activation activation, double dropout)
    implements Model<Array, Array> {

  private static final int LAYERS = 3;
  private static final int UNITS = ZooGradient.UNITS;

  ZooModel {
    if (input.rank() != 3 || input.extent(1) != input.extent(2) || input.extent(1) < 8) {
      throw new ZooException(
          "images are " + input + "; the zoo takes square ones of 8 pixels or more");
    }
  }

  private static Convolution layer(int number, int in) {
    return new Convolution("conv" + number, in, UNITS, 3, 2, 1, 1, 1, true);
  }

  private Linear last() {
    return new Linear("fc", UNITS, classes);
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>();
    for (int l = 1; l <= LAYERS; l++) {
      all.addAll(layer(l, l == 1 ? (int) input.extent(0) : UNITS).parameters());
    }
    all.addAll(last().parameters());
    return all;
  }

  @Override
  public Array forward(Pass pass, Array images) {
    Array x = images;
    for (int l = 1; l <= LAYERS; l++) {
      Array sums = layer(l, (int) x.extent(1)).apply(pass, x);
      Array active = activation == Recipe.Activation.RELU ? sums.relu() : sums.tanh();
      x = pass.dropout(dropout, active);
    }
    Array mean = Functional.averagePool2d(x, x.extent(2), x.extent(2)).flatten(1);
    return last().apply(pass, mean);
  }

  /** The same network in the loops that train it. */
  ZooGradient gradient() {
    return new ZooGradient(
        (int) input.extent(0),
        (int) input.extent(1),
        classes,
        activation == Recipe.Activation.RELU,
        dropout);
  }

  @Override
  public Map<String, String> description() {
    return Map.of("model", "zoo", "input", input.toString(), "activation", activation.name());
  }
}
