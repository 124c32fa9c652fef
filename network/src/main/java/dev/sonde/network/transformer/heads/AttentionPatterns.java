package dev.sonde.network.transformer.heads;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Who attends to whom in one text.
 *
 * @param tokens the text
 * @param heads by layer and head
 */
public record AttentionPatterns(List<Integer> tokens, List<Pattern> heads) {

  public AttentionPatterns {
    tokens = List.copyOf(tokens);
    heads = List.copyOf(heads);
  }

  /**
   * One head's pattern.
   *
   * @param weights {@code [queries × keys]}, rows of sum 1
   */
  public record Pattern(int layer, int head, Tensor weights) {

    /** Mean attention that a key receives from all queries. */
    public double received(int key) {
      float[] all = weights.toFloats();
      int length = (int) weights.shape().extent(1);
      double sum = 0;
      for (int query = 0; query < length; query++) sum += all[query * length + key];
      return sum / length;
    }
  }

  /** Mean attention that a key receives in one layer, over its heads. */
  public double received(int layer, int key) {
    return heads.stream()
        .filter(pattern -> pattern.layer() == layer)
        .mapToDouble(pattern -> pattern.received(key))
        .average()
        .orElse(0);
  }

  /** The patterns of all heads. */
  public static AttentionPatterns of(Transformer model, int[] ids) {
    Architecture.Sizes sizes = model.architecture().sizes();
    Capture seen = model.run(Input.Tokens.of(ids), Tap.values("blocks.*.attn.pattern"));
    List<Integer> tokens = new ArrayList<>();
    for (int id : ids) tokens.add(id);
    List<Pattern> patterns = new ArrayList<>();
    for (int layer = 0; layer < sizes.layers(); layer++) {
      Tensor all = seen.values("blocks." + layer + ".attn.pattern");
      for (int head = 0; head < sizes.heads(); head++) {
        Tensor one = all.slice(1, head, head + 1L);
        patterns.add(
            new Pattern(
                layer, head, one.reshape(dev.sonde.tensor.Shape.of(ids.length, ids.length))));
      }
    }
    return new AttentionPatterns(tokens, patterns);
  }
}
