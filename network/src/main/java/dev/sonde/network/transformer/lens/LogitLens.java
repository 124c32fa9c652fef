package dev.sonde.network.transformer.lens;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Call;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each layer's residual stream says through the final norm and the unembedding.
 *
 * <pre>{@code
 * LogitLens lens = LogitLens.of(model, tokenizer.encode("Once upon a time"), Settings.defaults());
 * lens.reading(3, 2).top().getFirst().token();   // the best guess after 3 blocks, at position 2
 * }</pre>
 *
 * @param tokens the text
 * @param layers how many blocks came before, 0 to all
 * @param readings by layer, then by position
 */
public record LogitLens(List<Integer> tokens, int layers, List<Reading> readings) {

  public LogitLens {
    tokens = List.copyOf(tokens);
    readings = List.copyOf(readings);
  }

  /**
   * One layer at one position.
   *
   * @param top the most probable tokens, in order
   * @param answer how the token that the text goes on with fares, or for the last position the one
   *     that the model itself says
   */
  public record Reading(int layer, int position, List<Guess> top, Answer answer) {
    public Reading {
      top = List.copyOf(top);
    }
  }

  /** A token and its probability. */
  public record Guess(int token, double p) {}

  /**
   * @param rank 1 if it is the most probable
   * @param kl of the final distribution from this one, in nats: {@code Σ p_final·ln(p_final/p)}
   */
  public record Answer(int token, int rank, double p, double kl) {}

  /** Which scale the final norm takes. */
  public enum Norm {
    /** Each stream's own: what the model would say if this were its last layer. */
    RECOMPUTED,
    /** That of the last stream: readings are then sums of what components wrote. */
    CACHED
  }

  /**
   * @param top how many tokens are told
   */
  public record Settings(int top, Norm norm) {

    public Settings {
      if (top < 1) throw new TransformerException("the best " + top + " tokens; at least 1");
    }

    public static Settings defaults() {
      return new Settings(5, Norm.RECOMPUTED);
    }
  }

  public Reading reading(int layer, int position) {
    return readings.get(layer * tokens.size() + position);
  }

  /** The share of positions at which a layer's best token is the model's own. */
  public double agreement(int layer) {
    int same = 0;
    for (int p = 0; p < tokens.size(); p++) {
      int best = reading(layer, p).top().getFirst().token();
      if (best == reading(layers, p).top().getFirst().token()) same++;
    }
    return same / (double) tokens.size();
  }

  /** Mean KL of the final distribution from a layer's, in nats. */
  public double divergence(int layer) {
    double sum = 0;
    for (int p = 0; p < tokens.size(); p++) sum += reading(layer, p).answer().kl();
    return sum / tokens.size();
  }

  /** Mean −ln p of the text's own next tokens, in nats; NaN of a text of one token. */
  public double crossEntropy(int layer) {
    double sum = 0;
    for (int p = 0; p + 1 < tokens.size(); p++) sum -= Math.log(reading(layer, p).answer().p());
    return sum / (tokens.size() - 1);
  }

  /**
   * Reads a text.
   *
   * @throws TransformerException if the model has no logits over its vocabulary
   */
  public static LogitLens of(Transformer model, int[] ids, Settings settings) {
    return of(model, ids, settings, null);
  }

  /** As {@link #of(Transformer, int[], Settings)}, each stream first through a tuned lens. */
  public static LogitLens of(
      Transformer model, int[] ids, Settings settings, @Nullable TunedLens tuned) {
    Architecture.Sizes sizes = model.architecture().sizes();
    if (sizes.outputs() == 0 || model.architecture().output().first()) {
      throw new TransformerException(model.path() + ": a model without logits has no lens");
    }
    boolean cached = settings.norm() == Norm.CACHED;
    boolean scaled = cached && model.weight("ln_final.weight").isPresent();
    Tap[] taps = scaled ? new Tap[] {Tap.values("ln_final@scale")} : new Tap[0];
    List<Reading> readings = new ArrayList<>();
    List<Integer> tokens = new ArrayList<>();
    for (int id : ids) tokens.add(id);
    try (Call call = model.call(Input.Tokens.of(ids), taps)) {
      List<Array> streams = new ArrayList<>();
      streams.add(call.embed());
      for (int n = 0; n < sizes.layers(); n++) streams.add(call.block(n, streams.get(n)));
      try (Transformer.Kept _ = model.keepWeights()) {
        Array last = log(call.output(streams.getLast()));
        float[] end = last.toFloats();
        int best = argmax(end, end.length - sizes.outputs(), sizes.outputs());
        CachedNorm norm = scaled ? CachedNorm.of(model, call.capture()) : null;
        for (int layer = 0; layer < streams.size(); layer++) {
          try (Scope _ = new Scope()) {
            boolean own = layer == sizes.layers();
            Array stream = streams.get(layer);
            if (tuned != null && !own) stream = tuned.translated(layer, stream);
            Array logits =
                own ? last : log(norm == null ? call.unembed(stream) : norm.unembed(stream));
            read(layer, logits, end, ids, best, settings.top(), readings);
          }
        }
      }
    }
    return new LogitLens(tokens, sizes.layers(), readings);
  }

  private static Array log(Array logits) {
    return Functional.logSoftmax(logits.select(0, 0).toFloat(), -1);
  }

  private static int argmax(float[] values, int start, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) if (values[start + i] > values[start + best]) best = i;
    return best;
  }

  private static void read(
      int layer, Array logs, float[] end, int[] ids, int last, int top, List<Reading> out) {
    int outputs = (int) logs.extent(1);
    int kept = Math.min(top, outputs);
    List<Array> found = Indexing.top(logs, kept, 1, true);
    float[] values = found.getFirst().toFloats();
    long[] places = found.getLast().toLongs();
    float[] all = logs.toFloats();
    for (int position = 0; position < ids.length; position++) {
      List<Guess> guesses = new ArrayList<>();
      for (int i = position * kept; i < (position + 1) * kept; i++) {
        guesses.add(new Guess((int) places[i], Math.exp(values[i])));
      }
      int answer = position + 1 < ids.length ? ids[position + 1] : last;
      out.add(
          new Reading(
              layer, position, guesses, answer(answer, all, end, position * outputs, outputs)));
    }
  }

  private static Answer answer(int token, float[] logs, float[] end, int start, int outputs) {
    if (token >= outputs) return new Answer(token, 0, 0, Double.NaN);
    int rank = 1;
    double kl = 0;
    for (int i = start; i < start + outputs; i++) {
      if (logs[i] > logs[start + token]) rank++;
      kl += Math.exp(end[i]) * (end[i] - (double) logs[i]);
    }
    return new Answer(token, rank, Math.exp(logs[start + token]), Math.max(0, kl));
  }

  /** The final norm with the scale that it had for the last stream. */
  private record CachedNorm(Transformer model, Array scale) {

    static CachedNorm of(Transformer model, Capture seen) {
      return new CachedNorm(model, Array.of(seen.values("ln_final@scale")));
    }

    Array unembed(Array stream) {
      return FrozenNorm.logits(model, FrozenNorm.of(model, stream.toFloat(), scale));
    }
  }
}
