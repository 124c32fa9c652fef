package dev.sonde.network.transformer;

import dev.sonde.network.probe.Probe;
import dev.sonde.network.text.Sampling;
import dev.sonde.network.torch.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * What a model writes on from a beginning, token by token; keys and values of what was read are
 * kept, so a token costs one pass over one position.
 *
 * <pre>{@code
 * int[] ids = tokenizer.encode("Once upon a time");
 * Generation story = Generation.of(model, ids, Generation.Settings.greedy(100), id -> true);
 * System.out.println(tokenizer.decode(story.tokens()));
 * }</pre>
 *
 * @param tokens the beginning and what was written
 * @param written how many of them were written
 * @param stopped whether a token that ends a text was written
 */
public record Generation(List<Integer> tokens, int written, boolean stopped) {

  public Generation {
    tokens = List.copyOf(tokens);
  }

  /**
   * How tokens are chosen.
   *
   * @param most tokens to be written
   * @param seed of the draws
   * @param stops tokens that end the text
   */
  public record Settings(int most, Sampling sampling, long seed, List<Integer> stops) {

    public Settings {
      stops = List.copyOf(stops);
      if (most < 0) throw new TransformerException(most + " tokens to be written");
    }

    public static Settings greedy(int most) {
      return new Settings(most, Sampling.greedy(), 0, List.of());
    }
  }

  /**
   * Writes.
   *
   * @param listener told each token as it is written; false ends it
   * @param probes that change what flows, at every token that is read or written
   * @throws TransformerException if the model does not write texts from left to right, or the
   *     beginning is empty or longer than its context
   */
  public static Generation of(
      Transformer model,
      int[] beginning,
      Settings settings,
      IntPredicate listener,
      Probe... probes) {
    Architecture architecture = model.architecture();
    if (!architecture.attention().causal() || architecture.sizes().outputs() == 0) {
      throw new TransformerException(
          model.path()
              + ": a model that does not write from left to right cannot go on with a text");
    }
    if (beginning.length == 0)
      throw new TransformerException("an empty beginning has no next token");
    List<Integer> tokens = new ArrayList<>();
    for (int id : beginning) tokens.add(id);
    SplittableRandom random = new SplittableRandom(settings.seed());
    int[] next = beginning;
    try (KeyValues past = new KeyValues(architecture.sizes().layers())) {
      for (int written = 0; written < settings.most(); written++) {
        if (tokens.size() > architecture.sizes().context()) break;
        if (turnsAnew(architecture, past.length(), tokens.size())) {
          past.clear();
          next = tokens.stream().mapToInt(Integer::intValue).toArray();
        }
        float[] logits = step(model, next, past, probes);
        int chosen = settings.sampling().choose(logits, random);
        tokens.add(chosen);
        boolean goesOn = listener.test(chosen);
        boolean stops = settings.stops().contains(chosen);
        if (stops || !goesOn) return new Generation(tokens, written + 1, stops);
        next = new int[] {chosen};
      }
    }
    return new Generation(tokens, tokens.size() - beginning.length, false);
  }

  /** Whether keys that were kept are turned as shorter texts are (LongRoPE). */
  private static boolean turnsAnew(Architecture architecture, int before, int after) {
    return before > 0
        && architecture.positions().rotary().stream().anyMatch(one -> one.switches(before, after));
  }

  private static float[] step(Transformer model, int[] ids, KeyValues past, Probe... probes) {
    try (Call call = model.continued(Input.Tokens.of(ids), past, probes)) {
      Array x = call.embed();
      for (int layer = 0; layer < model.architecture().sizes().layers(); layer++) {
        x = call.block(layer, x);
      }
      past.advance(ids.length);
      return call.output(x.narrow(1, ids.length - 1L, 1)).toFloats();
    }
  }
}
