package dev.sonde.study.states;

import dev.sonde.network.recurrent.TextReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What the numbers that a network says of a text stand for: found out by changing symbols, since no
 * file says it.
 *
 * <p>In several texts, one of them with every symbol, a symbol is replaced at several places. Where
 * there is a part of the output for each symbol, what stands for the symbols before must stay, and
 * what stands for the symbol itself must change in one of the texts at least. Texts are also cut
 * behind each symbol: what is said of the rest must be what was said there of the whole.
 */
enum TextRows {
  /** One answer for the whole text, or answers that depend on what comes later. */
  WHOLE,
  /** A row for each symbol, which depends on nothing later. */
  EACH,
  /** One row with a number for each symbol, which depends on nothing later. */
  NUMBER_EACH;

  /** Texts that are changed, and their length. */
  private static final int TEXTS = 6;

  private static final int LENGTH = 8;

  /** The longest text with every symbol. */
  private static final int LONGEST = 64;

  /** How far equal numbers of two runs of one length may be apart. */
  private static final double SAME = 1e-6;

  /** Of two lengths: kernels add up in another order. */
  private static final double NEAR = 1e-4;

  /**
   * Finds it out.
   *
   * @param alphabet numbers of symbols
   */
  static TextRows of(TextReader reader, int[] alphabet) {
    if (alphabet.length < 2 || reader.longest() < 2) return WHOLE;
    SplittableRandom random = new SplittableRandom(1);
    List<int[]> texts = texts(reader, alphabet, random);
    Optional<TextReader.Said> said = reader.said(texts.getFirst());
    if (said.isEmpty()) return WHOLE;
    TextRows rows = laid(said.get(), texts.getFirst().length);
    if (rows == WHOLE) return WHOLE;
    boolean answers = false;
    for (int[] text : texts) {
      float[] whole = rows.numbers(reader, text);
      if (whole.length == 0) return WHOLE;
      for (int place : places(text.length)) {
        int[] other = text.clone();
        while (other[place] == text[place])
          other[place] = alphabet[random.nextInt(alphabet.length)];
        float[] changed = rows.numbers(reader, other);
        int size = rows.size(whole, text.length, reader);
        int from = whole.length - size * (text.length - place);
        if (changed.length != whole.length || from < 0) return WHOLE;
        if (!same(whole, changed, 0, from, SAME)) return WHOLE;
        answers |= !same(whole, changed, from, from + size, SAME);
      }
    }
    boolean alone = reader.fills() || rows.holdsOfPrefixes(reader, texts.getFirst());
    return answers && alone ? rows : WHOLE;
  }

  private static TextRows laid(TextReader.Said said, int symbols) {
    if (said.rows() == symbols) return EACH;
    return said.rows() == 1 && said.width() >= symbols ? NUMBER_EACH : WHOLE;
  }

  private static List<int[]> texts(TextReader reader, int[] alphabet, SplittableRandom random) {
    List<int[]> texts = new ArrayList<>();
    int length = Math.min(LENGTH, reader.longest());
    for (int i = 0; i < TEXTS; i++) {
      texts.add(random.ints(length, 0, alphabet.length).map(at -> alphabet[at]).toArray());
    }
    int all = Math.min(reader.longest(), Math.clamp(alphabet.length, length, LONGEST));
    int[] every = new int[all];
    for (int t = 0; t < all; t++) every[t] = alphabet[t % alphabet.length];
    texts.add(every);
    return texts;
  }

  /** The second symbol, one in the middle, the last. */
  private static int[] places(int length) {
    return new int[] {Math.min(1, length - 1), length / 2, length - 1};
  }

  /** All that is said of a text; empty if it is laid out in another way. */
  private float[] numbers(TextReader reader, int[] text) {
    return reader
        .said(text)
        .filter(said -> this == EACH ? said.rows() == text.length : said.rows() == 1)
        .map(TextReader.Said::values)
        .orElse(new float[0]);
  }

  /** How many numbers stand for one symbol. */
  private int size(float[] values, int symbols, TextReader reader) {
    if (this == NUMBER_EACH) return values.length == reader.steps(symbols) ? 1 : values.length;
    return values.length / symbols;
  }

  private boolean holdsOfPrefixes(TextReader reader, int[] text) {
    float[] whole = numbers(reader, text);
    int size = size(whole, text.length, reader);
    for (int length = 1; length < text.length; length++) {
      float[] part = numbers(reader, Arrays.copyOf(text, length));
      if (part.length != length * size) return false;
      float[] last = Arrays.copyOfRange(whole, (length - 1) * size, length * size);
      float[] said = Arrays.copyOfRange(part, part.length - size, part.length);
      if (!same(last, said, 0, size, NEAR)) return false;
    }
    return true;
  }

  private static boolean same(float[] a, float[] b, int from, int to, double apart) {
    for (int i = from; i < to; i++) {
      if (!(Math.abs(a[i] - b[i]) <= apart * (1 + Math.abs(a[i])))) return false;
    }
    return true;
  }

  /**
   * What is said at one place of a text.
   *
   * @param at from 0; −1 for the last
   */
  float[] row(TextReader.Said said, int at) {
    if (this != NUMBER_EACH) return at < 0 ? said.last() : said.row(at);
    float[] all = said.last();
    return new float[] {all[at < 0 ? all.length - 1 : at]};
  }
}
