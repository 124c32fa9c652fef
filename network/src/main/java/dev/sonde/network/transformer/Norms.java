package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Reduction;
import dev.sonde.network.torch.Unary;
import org.jspecify.annotations.Nullable;

/** The norms of a model, with their scales as sites. */
record Norms(Architecture.Norm norm, Weights weights, Call.Sites sites) {

  private static final long[] LAST = {-1};

  /** Normalises and reports {@code name} and, if it is looked at, {@code name@scale}. */
  Array visited(String name, Array x) {
    return sites.visit(name, of(name, x), -1);
  }

  /** {@code x} normalised by the weights of this name. */
  Array of(String name, Array x) {
    if (norm.kind() == Architecture.Norm.Kind.NONE || !weights.has(name + ".weight")) return x;
    Array weight = weights.get(name + ".weight");
    Array bias = weights.find(name + ".bias");
    String site = name + "@scale";
    boolean layer = norm.kind() == Architecture.Norm.Kind.LAYER;
    Array fused = null;
    if (layer && bias != null && !sites.changes(site)) {
      fused = Functional.layerNorm(x, weight, bias, norm.epsilon());
    }
    if (fused != null && !sites.watches(site)) return fused;
    // As the reference: the statistics in single precision, whatever the model is in.
    boolean narrow = x.type() == ElementType.BFLOAT16 || x.type() == ElementType.FLOAT16;
    Array wide = narrow ? x.toFloat() : x;
    Array centred = layer ? wide.subtract(Reduction.MEAN.of(wide, LAST, true)) : wide;
    Array scale = scale(centred);
    if (sites.watches(site)) scale = sites.visit(site, scale, -1);
    if (fused != null) return fused;
    return affine(centred.divide(scale), weight, bias, narrow ? x.type() : null);
  }

  /** Root of mean square plus epsilon: {@code [… × 1]}. */
  private Array scale(Array centred) {
    Array squares = Reduction.MEAN.of(centred.square(), LAST, true);
    return Unary.SQUARE_ROOT.of(squares.add(norm.epsilon()));
  }

  private Array affine(Array x, Array weight, @Nullable Array bias, @Nullable ElementType type) {
    Array product;
    if (norm.plusOne()) {
      product = x.multiply(weight.to(x.type()).add(1));
      if (type != null) product = product.to(type);
    } else {
      product = (type == null ? x : x.to(type)).multiply(weight);
    }
    return bias == null ? product : product.add(bias);
  }
}
