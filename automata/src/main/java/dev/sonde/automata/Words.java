package dev.sonde.automata;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Words to train on and to look at, by the quota of Muškardin et al.: n_l = ⌊N·l/Σl⌋ + 1 words of
 * length l = 1 … longest. Where there are no more than n_l different words, all of them are taken
 * once, and what is left over is shared equally by the longer lengths; there words are drawn
 * uniformly, so some may come twice.
 */
public final class Words {

  /** The longest words of the published data. */
  public static final int LONGEST = 14;

  private Words() {}

  /**
   * How many words there are of each length.
   *
   * @param drawn of each length, index 0 for length 1: how many are drawn, or 0 where all are taken
   * @param all of each length: the number of different words where all are taken, else 0
   */
  public record Quota(List<Integer> drawn, List<Integer> all) {
    public Quota {
      drawn = List.copyOf(drawn);
      all = List.copyOf(all);
    }

    public static Quota of(int total, int inputs, int longest) {
      int sum = longest * (longest + 1) / 2;
      int[] drawn = new int[longest];
      int[] all = new int[longest];
      int surplus = 0;
      int open = 0;
      long different = 1;
      for (int l = 1; l <= longest; l++) {
        different = Math.min(different * inputs, Integer.MAX_VALUE);
        int share = Math.toIntExact((long) total * l / sum) + 1;
        if (share > different) {
          all[l - 1] = (int) different;
          surplus += share - all[l - 1];
        } else {
          drawn[l - 1] = share;
          open++;
        }
      }
      for (int l = 0; l < longest && open > 0; l++) {
        if (drawn[l] > 0) drawn[l] += surplus / open;
      }
      return new Quota(boxed(drawn), boxed(all));
    }

    /**
     * About {@code total} words of the lengths that are drawn here, longer ones more often: what
     * can be drawn to validate, without words that this quota takes whole.
     */
    public Quota validation(int total) {
      int sum = 0;
      for (int l = 1; l <= drawn.size(); l++) sum += drawn.get(l - 1) > 0 ? l : 0;
      int[] counts = new int[drawn.size()];
      for (int l = 1; l <= counts.length; l++) {
        if (drawn.get(l - 1) > 0) counts[l - 1] = Math.toIntExact((long) total * l / sum) + 1;
      }
      return new Quota(boxed(counts), boxed(new int[counts.length]));
    }

    private static List<Integer> boxed(int[] values) {
      return java.util.Arrays.stream(values).boxed().toList();
    }

    /** All words together. */
    public int words() {
      int sum = 0;
      for (int l = 0; l < drawn.size(); l++) sum += drawn.get(l) + all.get(l);
      return sum;
    }
  }

  /** Words by the quota, by growing length. */
  public static List<int[]> byQuota(int total, int inputs, long seed) {
    return byQuota(Quota.of(total, inputs, LONGEST), inputs, seed, Part.EVERYTHING);
  }

  /**
   * Which words may be drawn: a tenth of those of every length that is not taken whole is kept for
   * validation, so that no drawn word of one part is in the other.
   */
  public enum Part {
    EVERYTHING(0),
    TRAINING(1),
    VALIDATION(2);

    private final int stream;

    Part(int stream) {
      this.stream = stream;
    }

    boolean has(int[] word, long seed) {
      return this == EVERYTHING || kept(word, seed) == (this == VALIDATION);
    }

    private static boolean kept(int[] word, long seed) {
      long hash = seed;
      for (int input : word) hash = mix(hash * 31 + input + 1);
      return Long.remainderUnsigned(mix(hash), 10) == 0;
    }

    private static long mix(long z) {
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }
  }

  /** Words by a quota, of which those that are drawn come from one part. */
  public static List<int[]> byQuota(Quota quota, int inputs, long seed, Part part) {
    SplittableRandom random = new SplittableRandom(seed * 3 + part.stream);
    List<int[]> words = new ArrayList<>();
    for (int l = 1; l <= quota.drawn().size(); l++) {
      for (int i = 0; i < quota.all().get(l - 1); i++) words.add(numbered(i, l, inputs));
      for (int i = 0; i < quota.drawn().get(l - 1); i++) {
        int[] word = draw(l, inputs, random);
        // A short length may happen to have no word in a part; after so many tries it has none.
        for (int t = 0; !part.has(word, seed) && t < 10_000; t++) word = draw(l, inputs, random);
        if (part.has(word, seed)) words.add(word);
      }
    }
    return words;
  }

  /** Words of uniform lengths {@code from … to} and uniform inputs. */
  public static List<int[]> uniform(int count, int from, int to, int inputs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> words = new ArrayList<>();
    for (int i = 0; i < count; i++) words.add(draw(random.nextInt(from, to + 1), inputs, random));
    return words;
  }

  private static int[] draw(int length, int inputs, SplittableRandom random) {
    int[] word = new int[length];
    for (int i = 0; i < length; i++) word[i] = random.nextInt(inputs);
    return word;
  }

  /** The {@code index}-th word of a length in alphabetical order. */
  public static int[] numbered(int index, int length, int inputs) {
    int[] word = new int[length];
    int rest = index;
    for (int i = length - 1; i >= 0; i--) {
      word[i] = rest % inputs;
      rest /= inputs;
    }
    return word;
  }
}
