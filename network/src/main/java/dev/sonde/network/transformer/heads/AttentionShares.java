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
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/**
 * Where each head's attention goes in given texts (Clark et al. 2019), text by text, beside random
 * tokens and beside even attention.
 *
 * <pre>{@code
 * AttentionShares shares = AttentionShares.of(model, texts, new Settings(id -> id == sep, special, 0), stage);
 * shares.heads().getFirst().previous().mean();   // .63
 * }</pre>
 *
 * @param texts how many were read
 * @param tokens of all texts
 * @param heads by layer and head, counted from 0
 */
public record AttentionShares(int texts, int tokens, List<Head> heads) {

  /** Patterns of one text may take so many numbers. */
  private static final long MOST = 1L << 28;

  /** A key receives attention from at least so many queries behind it to count as a sink. */
  private static final int QUERIES = 4;

  public AttentionShares {
    heads = List.copyOf(heads);
  }

  /**
   * One head. Each share is the mean over the queries that have a key of that kind.
   *
   * @param previous on the token before
   * @param next on the token after; 0 for a model that looks back only
   * @param first on the first token, by all others
   * @param separator on separators; NaN if no text has one
   * @param same on other places of the same token
   * @param self on the query itself
   * @param entropy of a query's attention, in nats
   * @param distance between query and key, in tokens
   * @param sink the key that receives most
   */
  public record Head(
      int layer,
      int head,
      Measure previous,
      Measure next,
      Measure first,
      Measure separator,
      Measure same,
      Measure self,
      Measure entropy,
      Measure distance,
      Sink sink) {}

  /**
   * The key of a text that receives most attention, of those that at least four other queries see.
   *
   * @param text in which it stands, from 0
   * @param position in that text, from 0; −1 if all texts are too short
   * @param received mean over the other queries that see it
   */
  public record Sink(int text, int position, int token, double received) {}

  /**
   * @param separators which tokens separate
   * @param special which tokens stay where they are when the others become random
   * @param seed of the random tokens
   */
  public record Settings(IntPredicate separators, IntPredicate special, long seed) {}

  /** Hears of each text that was read. */
  public interface Progress {
    /** Whether to go on. */
    boolean read();
  }

  /**
   * Reads texts one by one.
   *
   * @throws TransformerException if there is no text of at least two tokens, or patterns of one
   *     take more than a gigabyte
   */
  public static AttentionShares of(
      Transformer model, List<int[]> texts, Settings settings, Progress progress) {
    Architecture.Sizes sizes = model.architecture().sizes();
    List<Tally> read = new ArrayList<>();
    List<Tally> random = new ArrayList<>();
    List<Tally> even = new ArrayList<>();
    Sinks sinks = new Sinks(sizes.layers(), sizes.heads());
    SplittableRandom draws = new SplittableRandom(settings.seed());
    int tokens = 0;
    for (int text = 0; text < texts.size(); text++) {
      int[] ids = texts.get(text);
      if (ids.length < 2) continue;
      requireSmall(sizes, ids.length, text);
      boolean[] separators = new boolean[ids.length];
      for (int i = 0; i < ids.length; i++) separators[i] = settings.separators().test(ids[i]);
      Capture seen = patterns(model, ids);
      read.add(tally(seen, ids, separators, sizes));
      sinks.add(seen, ids, text, model.architecture().attention().causal());
      int[] drawn = random(ids, sizes.vocabulary(), settings.special(), draws);
      random.add(tally(patterns(model, drawn), drawn, separators, sizes));
      even.add(even(ids, separators, model.architecture().attention().causal()));
      tokens += ids.length;
      if (!progress.read()) break;
    }
    if (read.isEmpty()) {
      throw new TransformerException("no text of at least two tokens to read attention on");
    }
    List<Head> heads = new ArrayList<>();
    for (int layer = 0; layer < sizes.layers(); layer++) {
      for (int head = 0; head < sizes.heads(); head++) {
        heads.add(new Reading(layer, head, read, random, even).head(sinks.of(layer, head)));
      }
    }
    return new AttentionShares(read.size(), tokens, heads);
  }

  private static void requireSmall(Architecture.Sizes sizes, int length, int text) {
    long numbers = (long) sizes.layers() * sizes.heads() * length * length;
    if (numbers <= MOST) return;
    throw new TransformerException(
        "text %d has %d tokens: its %d patterns are %d numbers, at most %d are held; cut it into shorter texts"
            .formatted(text + 1, length, sizes.layers() * sizes.heads(), numbers, MOST));
  }

  private static Capture patterns(Transformer model, int[] ids) {
    return model.run(Input.Tokens.of(ids), Tap.values("blocks.*.attn.pattern"));
  }

  private static Tally tally(
      Capture seen, int[] ids, boolean[] separators, Architecture.Sizes sizes) {
    Tally tally = new Tally(sizes.layers(), sizes.heads());
    tally.add(seen, ids, ids, separators);
    return tally;
  }

  /** As one head that spreads its attention. */
  private static Tally even(int[] ids, boolean[] separators, boolean causal) {
    Tally tally = new Tally(1, 1);
    for (int query = 0; query < ids.length; query++) {
      float[] pattern = new float[ids.length];
      int seen = causal ? query + 1 : ids.length;
      java.util.Arrays.fill(pattern, 0, seen, 1f / seen);
      tally.of(0, 0).add(pattern, 0, query, ids, ids, separators);
    }
    return tally;
  }

  private static int[] random(
      int[] ids, int vocabulary, IntPredicate special, SplittableRandom draws) {
    int[] drawn = ids.clone();
    for (int i = 0; i < ids.length; i++) {
      if (special.test(ids[i])) continue;
      int tries = 0;
      do drawn[i] = draws.nextInt(vocabulary);
      while (special.test(drawn[i]) && ++tries < 100);
    }
    return drawn;
  }

  /** What tallies say of one head. */
  private record Reading(
      int layer, int head, List<Tally> read, List<Tally> random, List<Tally> even) {

    Head head(Sink sink) {
      return new Head(
          layer,
          head,
          share(c -> c.previous),
          share(c -> c.next),
          share(c -> c.first),
          share(c -> c.separator),
          share(c -> c.same),
          share(c -> c.self),
          measure(Tally.Counts::entropy),
          measure(Tally.Counts::distance),
          sink);
    }

    private Measure share(java.util.function.Function<Tally.Counts, Tally.Share> kind) {
      return measure(counts -> kind.apply(counts).meanOrNone());
    }

    private Measure measure(ToDoubleFunction<Tally.Counts> value) {
      return Measure.of(
          values(read, layer, head, value),
          values(random, layer, head, value),
          values(even, 0, 0, value));
    }

    private static List<Double> values(
        List<Tally> tallies, int layer, int head, ToDoubleFunction<Tally.Counts> value) {
      return tallies.stream()
          .map(tally -> value.applyAsDouble(tally.of(layer, head)))
          .filter(x -> !Double.isNaN(x))
          .toList();
    }
  }

  /** The strongest key of each head. */
  private static final class Sinks {
    private final Sink[][] best;

    Sinks(int layers, int heads) {
      best = new Sink[layers][heads];
      for (Sink[] layer : best) java.util.Arrays.fill(layer, new Sink(-1, -1, -1, 0));
    }

    Sink of(int layer, int head) {
      return best[layer][head];
    }

    void add(Capture seen, int[] ids, int text, boolean causal) {
      int n = ids.length;
      for (int layer = 0; layer < best.length; layer++) {
        float[] pattern = seen.values("blocks." + layer + ".attn.pattern").toFloats();
        for (int head = 0; head < best[layer].length; head++) {
          for (int key = 0; key < n; key++) {
            double sum = 0;
            int queries = 0;
            for (int query = causal ? key + 1 : 0; query < n; query++) {
              if (query == key) continue;
              sum += pattern[(head * n + query) * n + key];
              queries++;
            }
            if (queries < QUERIES || sum / queries <= best[layer][head].received()) continue;
            best[layer][head] = new Sink(text, key, ids[key], sum / queries);
          }
        }
      }
    }
  }
}
