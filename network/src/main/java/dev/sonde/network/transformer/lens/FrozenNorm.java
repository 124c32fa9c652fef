package dev.sonde.network.transformer.lens;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Reduction;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A norm, the final one above all, with a given scale: without its bias a linear map, so that what
 * components wrote can be taken apart behind it.
 */
public final class FrozenNorm {

  private FrozenNorm() {}

  /**
   * A stream, or a part of one, divided by {@code scale} and weighted; the norm's bias is added.
   *
   * @param scale {@code ln_final@scale}, broadcast over the stream
   */
  public static Array of(Transformer model, Array stream, Array scale) {
    Array normal = part(model, stream, scale);
    Array bias = weight(model, "ln_final.bias");
    return bias == null ? normal : normal.add(bias);
  }

  /** As {@link #of}, without the bias: linear in the stream. */
  public static Array part(Transformer model, Array stream, Array scale) {
    return part(model, "ln_final", stream, scale);
  }

  /**
   * As {@link #part(Transformer, Array, Array)}, of any norm, such as {@code blocks.3.ln1_post};
   * the stream itself if the model does not have it.
   */
  public static Array part(Transformer model, String name, Array stream, Array scale) {
    Architecture.Norm norm = model.architecture().norm();
    Array weight = weight(model, name + ".weight");
    if (weight == null) return stream;
    Array centred =
        norm.kind() == Architecture.Norm.Kind.LAYER
            ? stream.subtract(Reduction.MEAN.of(stream, new long[] {-1}, true))
            : stream;
    return centred.divide(scale).multiply(norm.plusOne() ? weight.add(1) : weight);
  }

  /** Logits of a normalised stream. */
  static Array logits(Transformer model, Array normal) {
    Array unembed = Array.of(model.weight("unembed.weight").orElseThrow()).toFloat();
    Array logits = Functional.linear(normal, unembed, weight(model, "unembed.bias"));
    double cap = model.architecture().output().softcap();
    return cap > 0 ? logits.multiply(1 / cap).tanh().multiply(cap) : logits;
  }

  private static @Nullable Array weight(Transformer model, String name) {
    Optional<Tensor> found = model.weight(name);
    return found.map(tensor -> Array.of(tensor).toFloat()).orElse(null);
  }
}
