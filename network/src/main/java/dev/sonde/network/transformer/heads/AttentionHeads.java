package dev.sonde.network.transformer.heads;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What each head attends to.
 *
 * <pre>{@code
 * AttentionHeads heads = AttentionHeads.of(model, List.of(tokenizer.encode(text)), Settings.defaults());
 * heads.heads().getFirst().previous();   // .63
 * }</pre>
 *
 * @param heads by layer and head, counted from 0
 */
public record AttentionHeads(List<Head> heads) {

  public AttentionHeads {
    heads = List.copyOf(heads);
  }

  /**
   * One head's scores. Each is a share of its attention, the mean over the queries that have a key
   * of that kind: {@code Σ pattern∘mask / Σ pattern} over them.
   *
   * @param previous on the token before
   * @param next on the token after; 0 for a model that looks back only
   * @param first on the first token, by all others
   * @param self on the query itself
   * @param same on other places of the same token
   * @param entropy of a query's attention, in nats, mean over queries
   * @param distance between query and key, mean over attention
   * @param duplicate on the earlier place of the same token, of random tokens that come twice
   * @param induction on the token after that place
   * @param control what the induction score is where the second half has nothing to do with the
   *     first: what a head without the skill gets
   * @param copying {@code Σλ / Σ|λ|} of the eigenvalues of W_U·W_O·W_V·W_E, norms' weights folded
   *     in: 1 for a head that raises the logit of what it attends to; NaN if the model has no table
   *     of tokens or outputs
   */
  public record Head(
      int layer,
      int head,
      double previous,
      double next,
      double first,
      double self,
      double same,
      double entropy,
      double distance,
      double duplicate,
      double induction,
      double control,
      double copying) {}

  /**
   * The random tokens for duplicates and induction.
   *
   * @param half tokens that come twice
   * @param sequences how many times others are drawn
   */
  public record Settings(int half, int sequences, long seed) {

    public Settings {
      if (half < 2 || sequences < 1) {
        throw new TransformerException(sequences + " sequences of twice " + half + " tokens");
      }
    }

    public static Settings defaults() {
      return new Settings(40, 10, 0);
    }
  }

  /**
   * Scores all heads.
   *
   * @param texts each a row of tokens, read by itself
   * @throws TransformerException if there is no text of at least two tokens
   */
  public static AttentionHeads of(Transformer model, List<int[]> texts, Settings settings) {
    if (texts.stream().noneMatch(text -> text.length > 1)) {
      throw new TransformerException("no text of at least two tokens to score heads on");
    }
    Architecture.Sizes sizes = model.architecture().sizes();
    Tally onTexts = new Tally(sizes.layers(), sizes.heads());
    for (int[] text : texts) if (text.length > 1) add(model, text, onTexts);
    int half = Math.min(settings.half(), sizes.context() / 2);
    Tally repeated = new Tally(sizes.layers(), sizes.heads());
    Tally unrelated = new Tally(sizes.layers(), sizes.heads());
    SplittableRandom random = new SplittableRandom(settings.seed());
    for (int i = 0; i < settings.sequences(); i++) {
      repeated(model, half, random, repeated, unrelated);
    }
    List<Head> heads = new ArrayList<>();
    for (int layer = 0; layer < sizes.layers(); layer++) {
      for (int head = 0; head < sizes.heads(); head++) {
        Tally.Counts on = onTexts.of(layer, head);
        Tally.Counts twice = repeated.of(layer, head);
        heads.add(
            new Head(
                layer,
                head,
                on.previous.mean(),
                on.next.mean(),
                on.first.mean(),
                on.self.mean(),
                on.same.mean(),
                on.entropy(),
                on.distance(),
                twice.duplicate.mean(),
                twice.induction.mean(),
                unrelated.of(layer, head).induction.mean(),
                Copying.of(model, layer, head)));
      }
    }
    return new AttentionHeads(heads);
  }

  private static void add(Transformer model, int[] text, Tally tally) {
    tally.add(patterns(model, text), text, text);
  }

  private static Capture patterns(Transformer model, int[] text) {
    return model.run(Input.Tokens.of(text), Tap.values("blocks.*.attn.pattern"));
  }

  private static void repeated(
      Transformer model, int half, SplittableRandom random, Tally repeated, Tally unrelated) {
    int[] twice = new int[2 * half];
    int[] other = new int[2 * half];
    int vocabulary = model.architecture().sizes().vocabulary();
    for (int i = 0; i < 2 * half; i++) other[i] = random.nextInt(vocabulary);
    for (int i = 0; i < half; i++) {
      twice[i] = other[i];
      twice[i + half] = other[i];
    }
    repeated.add(patterns(model, twice), twice, halves(half));
    unrelated.add(patterns(model, other), other, halves(half));
  }

  /** Which places count as the same: those half the length apart, whatever else is drawn twice. */
  private static int[] halves(int half) {
    int[] places = new int[2 * half];
    for (int i = 0; i < 2 * half; i++) places[i] = i % half;
    return places;
  }
}
