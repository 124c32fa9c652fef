package dev.sonde.network.transformer.heads;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Intervention;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.Arrays;
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
      double copying) {

    /** Its induction score is three times its control, and a tenth above. */
    public boolean inducts() {
      return induction - control >= ABOVE && induction >= TIMES * control;
    }

    /** {@code 1.3}: layer and head. */
    public String name() {
      return layer + "." + head;
    }
  }

  private static final double TIMES = 3;
  private static final double ABOVE = .1;

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
   * @param changes what is done to the model meanwhile: heads that are ablated, say
   * @throws TransformerException if there is no text of at least two tokens
   */
  public static AttentionHeads of(
      Transformer model, List<int[]> texts, Settings settings, Intervention... changes) {
    if (texts.stream().noneMatch(text -> text.length > 1)) {
      throw new TransformerException("no text of at least two tokens to score heads on");
    }
    Architecture.Sizes sizes = model.architecture().sizes();
    Tally onTexts = new Tally(sizes.layers(), sizes.heads());
    for (int[] text : texts) {
      if (text.length > 1) onTexts.add(patterns(model, text, changes), text, text);
    }
    int half = Math.min(settings.half(), sizes.context() / 2);
    Tally repeated = new Tally(sizes.layers(), sizes.heads());
    Tally unrelated = new Tally(sizes.layers(), sizes.heads());
    SplittableRandom random = new SplittableRandom(settings.seed());
    for (int i = 0; i < settings.sequences(); i++) {
      repeated(model, half, random, repeated, unrelated, changes);
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

  private static Capture patterns(Transformer model, int[] text, Intervention... changes) {
    Probe[] probes = Arrays.copyOf(changes, changes.length + 1, Probe[].class);
    probes[changes.length] = Tap.values("blocks.*.attn.pattern");
    return model.run(Input.Tokens.of(text), probes);
  }

  private static void repeated(
      Transformer model,
      int half,
      SplittableRandom random,
      Tally repeated,
      Tally unrelated,
      Intervention... changes) {
    int[] twice = new int[2 * half];
    int[] other = new int[2 * half];
    int vocabulary = model.architecture().sizes().vocabulary();
    for (int i = 0; i < 2 * half; i++) other[i] = random.nextInt(vocabulary);
    for (int i = 0; i < half; i++) {
      twice[i] = other[i];
      twice[i + half] = other[i];
    }
    repeated.add(patterns(model, twice, changes), twice, halves(half));
    unrelated.add(patterns(model, other, changes), other, halves(half));
  }

  /** Which places count as the same: those half the length apart, whatever else is drawn twice. */
  private static int[] halves(int half) {
    int[] places = new int[2 * half];
    for (int i = 0; i < 2 * half; i++) places[i] = i % half;
    return places;
  }
}
