package dev.sonde.network.transformer.attribution;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.lens.FrozenNorm;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What each head adds to a logit difference, by the token that it took it from: pattern times what
 * the head's value there writes. The sources of a head sum to its part in {@link LogitAttribution}.
 *
 * @param heads by layer and head
 */
public record HeadSources(List<Head> heads) {

  public HeadSources {
    heads = List.copyOf(heads);
  }

  /**
   * @param values by position of the token that was attended to
   */
  public record Head(int layer, int head, List<Double> values) {
    public Head {
      values = List.copyOf(values);
    }

    /** The part of the head. */
    public double sum() {
      return values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /**
   * Takes heads apart; settings as in {@link LogitAttribution#of}.
   *
   * @throws dev.sonde.network.transformer.TransformerException if the model's logits are no sum
   */
  public static HeadSources of(Transformer model, int[] ids, int position, int correct, int wrong) {
    LogitAttribution.requireSum(model, ids, position, correct, wrong);
    boolean normed = model.weight("ln_final.weight").isPresent();
    List<Tap> taps = new ArrayList<>();
    taps.add(Tap.values("blocks.*.attn.pattern"));
    taps.add(Tap.values("blocks.*.attn.v"));
    if (normed) taps.add(Tap.values("ln_final@scale"));
    boolean around = LogitAttribution.isAround(model.architecture());
    if (around) taps.add(Tap.values("blocks.*.ln1_post@scale"));
    Capture seen = model.run(Input.Tokens.of(ids), taps.toArray(new Tap[0]));
    Architecture.Sizes s = model.architecture().sizes();
    List<Head> heads = new ArrayList<>();
    try (Scope _ = new Scope()) {
      Array scale = Array.scalar(1).view(1, 1);
      if (normed) scale = scale(seen, "ln_final", position);
      Array direction = LogitAttribution.direction(model, correct, wrong);
      for (int layer = 0; layer < s.layers(); layer++) {
        String name = "blocks." + layer + ".attn.";
        float[] pattern = seen.values(name + "pattern").toFloats();
        Array v = Array.of(seen.values(name + "v")).toFloat().select(0, 0);
        Array o = Array.of(model.weight(name + "o.weight").orElseThrow()).toFloat();
        o = o.view(s.width(), s.heads(), s.headWidth());
        for (int head = 0; head < s.heads(); head++) {
          Array values = v.select(1, head / (s.heads() / s.keyHeads()));
          Array written = values.matmul(o.select(1, head).transpose(0, 1));
          if (around) {
            String norm = "blocks." + layer + ".ln1_post";
            written = FrozenNorm.part(model, norm, written, scale(seen, norm, position));
          }
          float[] each = FrozenNorm.part(model, written, scale).matmul(direction).toFloats();
          List<Double> sources = new ArrayList<>();
          int row = (head * ids.length + position) * ids.length;
          for (int key = 0; key < ids.length; key++) {
            sources.add((double) pattern[row + key] * each[key]);
          }
          heads.add(new Head(layer, head, sources));
        }
      }
    }
    return new HeadSources(heads);
  }

  private static Array scale(Capture seen, String norm, int position) {
    Tensor scales = seen.values(norm + "@scale");
    return Array.of(scales.slice(1, position, position + 1L)).toFloat().view(1, 1);
  }
}
