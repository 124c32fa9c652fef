package dev.sonde.network.transformer.heads;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.tensor.Tensor;
import java.util.Optional;

/**
 * Whether a head's circuit from token to logit copies (Elhage et al. 2021): {@code Σλ / Σ|λ|} of
 * W_U·W_O·W_V·W_E. The eigenvalues other than 0 of that matrix of the vocabulary's size are those
 * of W_V·W_E·W_U·W_O, of a head's width.
 */
final class Copying {

  private Copying() {}

  static double of(Transformer model, int layer, int head) {
    Optional<Tensor> embed = model.weight("embed.weight");
    Optional<Tensor> unembed = model.weight("unembed.weight");
    if (embed.isEmpty() || unembed.isEmpty()) return Double.NaN;
    Architecture.Sizes s = model.architecture().sizes();
    if (s.outputs() != s.vocabulary()) return Double.NaN;
    String name = "blocks." + layer;
    int width = s.headWidth();
    int keys = head / (s.heads() / s.keyHeads());
    try (Scope _ = new Scope()) {
      Array v = weight(model, name + ".attn.v.weight").view(s.keyHeads(), width, s.width());
      Array o = weight(model, name + ".attn.o.weight").view(s.width(), s.heads(), width);
      Array values = folded(model, v.select(0, keys), name + ".ln1");
      Array out = folded(model, o.select(1, head).transpose(0, 1), "ln_final").transpose(0, 1);
      Array product =
          values
              .matmul(Array.of(embed.get()).toFloat().transpose(0, 1))
              .matmul(Array.of(unembed.get()).toFloat().matmul(out));
      float[] eigenvalues = Functional.eigenvalues(product).toFloats();
      double sum = 0;
      double sizes = 0;
      for (int i = 0; i < eigenvalues.length; i += 2) {
        sum += eigenvalues[i];
        sizes += Math.hypot(eigenvalues[i], eigenvalues[i + 1]);
      }
      return sizes == 0 ? 0 : sum / sizes;
    }
  }

  /** Columns times the weight of a norm that stands before the matrix. */
  private static Array folded(Transformer model, Array matrix, String norm) {
    Optional<Tensor> weight = model.weight(norm + ".weight");
    if (weight.isEmpty()) return matrix;
    Array factor = Array.of(weight.get()).toFloat();
    return matrix.multiply(model.architecture().norm().plusOne() ? factor.add(1) : factor);
  }

  private static Array weight(Transformer model, String name) {
    return Array.of(model.weight(name).orElseThrow()).toFloat();
  }
}
