package dev.sonde.network.transformer.ablation;

import dev.sonde.network.probe.Overlay;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Call;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A metric without each head.
 *
 * <p>What is replaced is what the head's pattern gives of its values, before the output matrix. The
 * weights stay as the file has them: nothing is folded. So at zero the head's value bias is gone
 * with it, and with TransformerLens' folding (LayerNorm's bias and the value bias moved on) zero
 * ablation gives other figures; mean ablation gives the same.
 *
 * @param base the metric of the whole model
 * @param heads by layer and head
 */
public record HeadAblation(Replacement replacement, double base, List<Effect> heads) {

  public HeadAblation {
    heads = List.copyOf(heads);
  }

  /** What stands in a head's place. */
  public enum Replacement {
    ZERO,
    /** Its mean over all rows, at each position: only what varies between rows is lost. */
    MEAN_BY_POSITION,
    /** Its mean over all rows and positions that count. */
    MEAN
  }

  /**
   * @param metric without this head
   * @param change from the whole model
   */
  public record Effect(int layer, int head, double metric, double change) {}

  /**
   * Ablates each head in turn.
   *
   * @param metric of the logits {@code [rows × positions × outputs]}
   */
  public static HeadAblation of(
      Transformer model,
      Input.Tokens input,
      Replacement replacement,
      ToDoubleFunction<Array> metric) {
    Architecture.Sizes sizes = model.architecture().sizes();
    List<Effect> effects = new ArrayList<>();
    Tensor zero = Tensor.ofFloats("zero", Shape.of(1), new float[1]);
    try (Call call = model.call(input, Tap.values("blocks.*.attn.z"))) {
      List<Array> streams = new ArrayList<>();
      streams.add(call.embed());
      for (int n = 0; n < sizes.layers(); n++) streams.add(call.block(n, streams.get(n)));
      double base = metric.applyAsDouble(call.output(streams.getLast()));
      for (int layer = 0; layer < sizes.layers(); layer++) {
        String site = "blocks." + layer + ".attn.z";
        Tensor values =
            replacement == Replacement.ZERO
                ? zero
                : Means.of(call.capture().values(site), input, replacement);
        for (int head = 0; head < sizes.heads(); head++) {
          float[] mask = new float[sizes.heads()];
          mask[head] = 1;
          Tensor chosen = Tensor.ofFloats("mask", Shape.of(1, 1, sizes.heads(), 1), mask);
          double found =
              rest(
                  model,
                  input,
                  layer,
                  streams.get(layer),
                  metric,
                  Overlay.of(site, values, chosen));
          effects.add(new Effect(layer, head, found, found - base));
        }
      }
      return new HeadAblation(replacement, base, effects);
    }
  }

  private static double rest(
      Transformer model,
      Input.Tokens input,
      int from,
      Array stream,
      ToDoubleFunction<Array> metric,
      Overlay change) {
    try (Scope _ = new Scope();
        Call call = model.call(input, change)) {
      Array x = stream.alias();
      for (int n = from; n < model.architecture().sizes().layers(); n++) {
        Array next = call.block(n, x);
        x.close();
        x = next;
      }
      return metric.applyAsDouble(call.output(x));
    }
  }

  /** Means of {@code z [rows × positions × heads × width]} over what counts. */
  private static final class Means {

    private Means() {}

    static Tensor of(Tensor z, Input.Tokens input, Replacement replacement) {
      boolean apart = replacement == Replacement.MEAN_BY_POSITION;
      int positions = input.positions();
      int inner = Math.toIntExact(z.shape().extent(2) * z.shape().extent(3));
      int groups = apart ? positions : 1;
      double[] sums = new double[groups * inner];
      long[] counts = new long[groups];
      float[] values = z.toFloats();
      for (int row = 0; row < input.rows(); row++) {
        for (int position = 0; position < input.lengths()[row]; position++) {
          int group = apart ? position : 0;
          counts[group]++;
          int start = (row * positions + position) * inner;
          for (int i = 0; i < inner; i++) sums[group * inner + i] += values[start + i];
        }
      }
      float[] means = new float[sums.length];
      for (int i = 0; i < means.length; i++) {
        means[i] = (float) (sums[i] / Math.max(1, counts[i / inner]));
      }
      Shape shape = Shape.of(1, groups, z.shape().extent(2), z.shape().extent(3));
      return Tensor.ofFloats("mean", shape, means);
    }
  }
}
