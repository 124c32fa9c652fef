package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention before the recurrent step, by a perceptron, with "full focus" (Hupkes et al. 2018):
 *
 * <pre>
 *   s_j = w_o · relu(W_m [enc_j ; h] + b_m) + b_o        α = softmax_j(s)        c = Σ_j α_j enc_j
 *   x   = c ⊙ relu(W_f [c ; e] + b_f)
 * </pre>
 *
 * Sites per step: {@code name.attention@t=0} (α, {@code [batch × source]}), {@code
 * name.attention@t=0/context} (c) and {@code name.ffocus_merge@t=0} (x).
 *
 * @param hidden width of encoder states, decoder state and embedding alike
 */
public record FullFocus(String name, int hidden) implements Layer {

  private String mlp() {
    return name + ".attention.method.mlp";
  }

  private String score() {
    return name + ".attention.method.out";
  }

  private String focus() {
    return name + ".ffocus_merge";
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    specs.addAll(new Linear(mlp(), 2 * hidden, hidden).parameters());
    specs.addAll(new Linear(score(), hidden, 1).parameters());
    specs.addAll(new Linear(focus(), 2 * hidden, hidden).parameters());
    return specs;
  }

  /** The focused input and the attention that made it. */
  public record Focus(Array input, Array attention) {}

  /**
   * @param encoded {@code [batch × source × hidden]}
   * @param h the decoder's state {@code [batch × hidden]}
   * @param embedded the last output's embedding {@code [batch × hidden]}
   */
  public Focus apply(Pass pass, Array encoded, Array h, Array embedded, int t) {
    long batch = encoded.extent(0);
    long source = encoded.extent(1);
    Array query = h.unsqueeze(1).expand(batch, source, hidden);
    Array seen = pass.linear(mlp(), Functional.concatenate(2, encoded, query)).relu();
    Array scores = pass.linear(score(), seen).squeeze(2);
    Array attention = pass.visit(name + ".attention@t=" + t, Functional.softmax(scores, 1), -1);
    Array context = Functional.batchedProduct(attention.unsqueeze(1), encoded).squeeze(1);
    context = pass.visit(name + ".attention@t=" + t + "/context", context, -1);
    Array merged = pass.linear(focus(), Functional.concatenate(1, context, embedded)).relu();
    Array input = pass.visit(name + ".ffocus_merge@t=" + t, context.multiply(merged), -1);
    return new Focus(input, attention);
  }
}
