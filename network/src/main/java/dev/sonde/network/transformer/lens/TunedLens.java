package dev.sonde.network.transformer.lens;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An affine map per layer in front of the logit lens (Belrose et al. 2023): {@code h + W·h + b},
 * fitted so that the lens says what the model says in the end. See {@link TunedLensFit}.
 *
 * @param layers by number of blocks before, 0 to all but the last
 */
public record TunedLens(List<Layer> layers) {

  public TunedLens {
    layers = List.copyOf(layers);
  }

  /**
   * One layer's map.
   *
   * @param weight {@code [width × width]}
   * @param bias {@code [width]}
   * @param before KL to the final distribution on held-out tokens with W and b at zero, in nats
   * @param after the same as fitted
   */
  public record Layer(Tensor weight, Tensor bias, double before, double after) {}

  /** A stream as layer {@code layer}'s map has it. */
  Array translated(int layer, Array stream) {
    Layer map = layers.get(layer);
    Array weight = Array.of(map.weight()).to(stream.type());
    return stream.add(Functional.linear(stream, weight, Array.of(map.bias()).to(stream.type())));
  }

  /** As tensors {@code N.weight} and {@code N.bias}, in the layout of the tuned-lens package. */
  public List<Tensor> tensors() {
    List<Tensor> all = new ArrayList<>();
    for (int n = 0; n < layers.size(); n++) {
      all.add(layers.get(n).weight().named(n + ".weight"));
      all.add(layers.get(n).bias().named(n + ".bias"));
    }
    return all;
  }

  /** Writes {@code .safetensors}, whole or not at all. */
  public void write(Path file) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "sonde tuned lens");
    for (int n = 0; n < layers.size(); n++) {
      metadata.put("kl_before." + n, Double.toString(layers.get(n).before()));
      metadata.put("kl_after." + n, Double.toString(layers.get(n).after()));
    }
    Checkpoint.of(file, tensors(), metadata).write(file);
  }

  /**
   * Opens a file.
   *
   * @param model for which it must have been fitted
   * @throws TransformerException if a layer is missing or has another width
   */
  public static TunedLens open(Path file, Transformer model) {
    TunedLens found = openFitted(file, model);
    int wanted = model.architecture().sizes().layers();
    if (found.layers().size() == wanted) return found;
    throw new TransformerException(
        "%s: a tuned lens of %d layers, the model has %d; fit it on"
            .formatted(file, found.layers().size(), wanted));
  }

  /** As {@link #open}, with as many layers as have been fitted so far. */
  static TunedLens openFitted(Path file, Transformer model) {
    Architecture.Sizes sizes = model.architecture().sizes();
    Checkpoint checkpoint = Checkpoint.open(file);
    List<Layer> layers = new ArrayList<>();
    for (int n = 0; n < sizes.layers() && checkpoint.has(n + ".weight"); n++) {
      Tensor weight = checkpoint.tensor(n + ".weight");
      Tensor bias = checkpoint.tensor(n + ".bias");
      if (!weight.shape().equals(Shape.of(sizes.width(), sizes.width()))
          || !bias.shape().equals(Shape.of(sizes.width()))) {
        throw new TransformerException(
            "%s: layer %d of this tuned lens is %s, the model's width is %d"
                .formatted(file, n, weight.shape(), sizes.width()));
      }
      layers.add(
          new Layer(weight, bias, number(checkpoint, "before", n), number(checkpoint, "after", n)));
    }
    if (layers.isEmpty()) {
      throw new TransformerException(file + ": no tuned lens: it has no tensor '0.weight'");
    }
    return new TunedLens(layers);
  }

  private static double number(Checkpoint checkpoint, String which, int layer) {
    try {
      String text = checkpoint.metadata().get("kl_" + which + "." + layer);
      return text == null ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN; // another program's file
    }
  }
}
