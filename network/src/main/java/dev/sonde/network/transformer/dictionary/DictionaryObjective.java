package dev.sonde.network.transformer.dictionary;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.SparseAutoencoder;
import dev.sonde.network.torch.Array;
import dev.sonde.network.train.Objective;
import java.util.Map;

/**
 * Mean squared error of u', and of what dead features make of the error that is left (Gao et al.
 * 2024, section 2.4 and appendix A.2). A feature is dead that wrote nothing in as many tokens as
 * there are to train on; how long each has been idle is kept among the parameters, so that training
 * goes on as it was.
 */
final class DictionaryObjective implements Objective {

  private static final double AUXILIARY_WEIGHT = 1.0 / 32;

  private final Network<Array, SparseAutoencoder.Output> network;
  private final SparseAutoencoder model;
  private final RowSource source;
  private final int auxiliary;

  /**
   * @param auxiliary dead features that take part in explaining the error; 0: none
   */
  DictionaryObjective(
      Network<Array, SparseAutoencoder.Output> network,
      SparseAutoencoder model,
      RowSource source,
      int auxiliary) {
    this.network = network;
    this.model = model;
    this.source = source;
    this.auxiliary = auxiliary;
  }

  @Override
  public int size() {
    return source.count();
  }

  @Override
  public Array loss(Pass pass, int[] examples) {
    Array x = Array.of(source.rows(examples), examples.length, model.width());
    SparseAutoencoder.Output out = network.forward(pass, x);
    Array error = out.unscaled().subtract(out.written());
    Array loss = error.square().mean();
    Array idle = idle(pass, out.codes(), examples.length);
    float[] since = idle.toFloats();
    float[] dead = new float[since.length];
    int count = 0;
    for (int f = 0; f < dead.length; f++) {
      if (since[f] < source.count()) continue;
      dead[f] = 1;
      count++;
    }
    int asked = Math.min(auxiliary, count);
    if (asked == 0) return loss;
    Array codes = SparseAutoencoder.greatestOf(out.before(), Array.of(dead, dead.length), asked);
    Array rest = error.detach().subtract(model.written(pass, codes)).square().mean();
    return loss.add(rest.multiply(AUXILIARY_WEIGHT));
  }

  /** Tokens since each feature last wrote. */
  private static Array idle(Pass pass, Array codes, int rows) {
    Array idle = pass.buffer("idle");
    float[] since = idle.toFloats();
    float[] sums = codes.detach().sum(0).toFloats();
    for (int f = 0; f < since.length; f++) since[f] = sums[f] > 0 ? 0 : since[f] + rows;
    idle.set(Array.of(since, since.length));
    return idle;
  }

  /** Judged afterwards, on other texts. */
  @Override
  public Map<String, Double> evaluate() {
    return Map.of();
  }
}
