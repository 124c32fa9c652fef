package dev.sonde.network.transformer.attribution;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Call;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.network.transformer.lens.FrozenNorm;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A logit, or the difference of two, as the sum of what components wrote: each through the final
 * norm with the scale that it had, times the output's row of the unembedding. Where blocks have
 * norms behind attention and MLP (Gemma 3) each part goes through these in the same way.
 *
 * <pre>{@code
 * LogitAttribution mary = LogitAttribution.of(model, ids, ids.length - 1, mary, john);
 * mary.parts();   // embed, 0.0 … 11.11, mlp.0 … mlp.11, bias
 * }</pre>
 *
 * @param parts {@code embed}, {@code pos_embed}, heads as {@code layer.head}, {@code attn.layer}
 *     (its bias), {@code mlp.layer}, {@code bias} (of the final norm and the unembedding)
 * @param total the logit difference as the model gives it
 */
public record LogitAttribution(List<Part> parts, double total) {

  public LogitAttribution {
    parts = List.copyOf(parts);
  }

  /** What one component adds to the logit difference. */
  public record Part(String component, double value) {}

  /** The sum of all parts; it differs from {@link #total} by rounding. */
  public double sum() {
    return parts.stream().mapToDouble(Part::value).sum();
  }

  /**
   * Takes the logit of {@code correct} minus that of {@code wrong} apart.
   *
   * @param position at which the logits are read
   * @param wrong another token, or a negative number for the logit of {@code correct} alone
   * @throws TransformerException if the model's blocks do not add to one stream, or its logits are
   *     capped: then no parts sum to them
   */
  public static LogitAttribution of(
      Transformer model, int[] ids, int position, int correct, int wrong) {
    requireSum(model, ids, position, correct, wrong);
    Architecture a = model.architecture();
    boolean normed = model.weight("ln_final.weight").isPresent();
    List<Tap> taps = new ArrayList<>();
    taps.add(Tap.values("embed"));
    if (a.positions().learned()) taps.add(Tap.values("pos_embed"));
    taps.add(Tap.values("blocks.*.attn.result"));
    if (a.sizes().mlpWidth() > 0) taps.add(Tap.values("blocks.*.mlp.out"));
    if (normed) taps.add(Tap.values("ln_final@scale"));
    if (isAround(a)) taps.add(Tap.values("blocks.*.ln{1,2}_post@scale"));
    try (Call call = model.call(Input.Tokens.of(ids), taps.toArray(new Tap[0]))) {
      float[] logits = call.forward().select(1, position).toFloats();
      double total = logits[correct] - (wrong < 0 ? 0.0 : logits[wrong]);
      return new Reader(model, call.capture(), position, correct, wrong, normed).read(total);
    }
  }

  /** Refuses a model whose logits are no sum, and places that are not there. */
  static void requireSum(Transformer model, int[] ids, int position, int correct, int wrong) {
    Architecture a = model.architecture();
    boolean adds = a.norm().placement() != Architecture.Norm.Placement.AFTER;
    boolean linear = !a.output().transform() && a.output().softcap() == 0;
    if (!adds || !linear || a.sizes().outputs() == 0) {
      throw new TransformerException(
          model.path() + ": the logits of " + a.family() + " are no sum of what its blocks write");
    }
    int outputs = a.sizes().outputs();
    if (correct < 0 || correct >= outputs || wrong >= outputs) {
      throw new TransformerException("outputs " + correct + " and " + wrong + " of " + outputs);
    }
    if (position < 0 || position >= ids.length) {
      throw new TransformerException("position " + position + " of " + ids.length);
    }
  }

  /** Whether norms stand behind attention and MLP. */
  static boolean isAround(Architecture a) {
    return a.norm().placement() == Architecture.Norm.Placement.AROUND;
  }

  /** The difference of two rows of the unembedding. */
  static Array direction(Transformer model, int correct, int wrong) {
    Tensor unembed = model.weight("unembed.weight").orElseThrow();
    Array row = Array.of(unembed.slice(0, correct, correct + 1L)).toFloat().view(-1);
    if (wrong < 0) return row;
    return row.subtract(Array.of(unembed.slice(0, wrong, wrong + 1L)).toFloat().view(-1));
  }

  /** Reads the parts at one position. */
  private record Reader(
      Transformer model, Capture seen, int position, int correct, int wrong, boolean normed) {

    LogitAttribution read(double total) {
      Architecture a = model.architecture();
      List<Part> parts = new ArrayList<>();
      try (Scope _ = new Scope()) {
        Array scale = normed ? at("ln_final@scale").view(1, 1) : Array.scalar(1).view(1, 1);
        Array direction = direction(model, correct, wrong);
        parts.add(part("embed", at("embed").view(1, -1), scale, direction));
        if (a.positions().learned()) {
          parts.add(part("pos_embed", at("pos_embed").view(1, -1), scale, direction));
        }
        if (a.embedding().types()) {
          throw new IllegalStateException("token types in a model whose blocks add");
        }
        for (int n = 0; n < a.sizes().layers(); n++) {
          String block = "blocks." + n;
          Array heads = at(block + ".attn.result").view(a.sizes().heads(), a.sizes().width());
          double[] values = values(behind(block + ".ln1_post", heads), scale, direction);
          for (int h = 0; h < values.length; h++) parts.add(new Part(n + "." + h, values[h]));
          Array bias = weight(block + ".attn.o.bias");
          if (bias != null) {
            Array row = behind(block + ".ln1_post", bias.view(1, -1));
            parts.add(part("attn." + n, row, scale, direction));
          }
          if (a.sizes().mlpWidth() == 0) continue;
          Array mlp = behind(block + ".ln2_post", at(block + ".mlp.out").view(1, -1));
          parts.add(part("mlp." + n, mlp, scale, direction));
        }
        parts.add(new Part("bias", biases(direction)));
      }
      return new LogitAttribution(parts, total);
    }

    /** What is left of rows behind a block's own norm, with the scale that it had. */
    private Array behind(String norm, Array rows) {
      if (!isAround(model.architecture())) return rows;
      return FrozenNorm.part(model, norm, rows, at(norm + "@scale").view(1, 1));
    }

    private Array at(String site) {
      Tensor all = seen.values(site);
      return Array.of(all.slice(1, position, position + 1L).slice(0, 0, 1)).toFloat();
    }

    private Part part(String name, Array row, Array scale, Array direction) {
      return new Part(name, values(row, scale, direction)[0]);
    }

    private double[] values(Array rows, Array scale, Array direction) {
      Array through = FrozenNorm.part(model, rows, scale);
      float[] products = through.matmul(direction).toFloats();
      double[] values = new double[products.length];
      for (int i = 0; i < values.length; i++) values[i] = products[i];
      return values;
    }

    private double biases(Array direction) {
      double sum = 0;
      Array norm = weight("ln_final.bias");
      if (norm != null) sum += norm.multiply(direction).sum().item();
      Array bias = weight("unembed.bias");
      if (bias == null) return sum;
      float[] values = bias.toFloats();
      return sum + values[correct] - (wrong < 0 ? 0 : values[wrong]);
    }

    private @org.jspecify.annotations.Nullable Array weight(String name) {
      return model.weight(name).map(tensor -> Array.of(tensor).toFloat()).orElse(null);
    }
  }
}
