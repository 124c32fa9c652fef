package dev.sonde.study.guided;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Symbols as numbers. Source: {@code <unk> <pad>}, the eight 3-bit strings, {@code t1 … t8}, {@code
 * .}: 19. Target: {@code <unk> <pad> <sos>} and the eight strings: 11.
 */
public final class Vocabulary {

  /** 3-bit strings, and as many tables. */
  public static final int STRINGS = 8;

  static final List<String> SOURCE = source();
  static final List<String> TARGET = target();

  /** What the decoder reads first. */
  static final int START = TARGET.indexOf("<sos>");

  private Vocabulary() {}

  private static List<String> source() {
    List<String> symbols = new ArrayList<>(List.of("<unk>", "<pad>"));
    for (int i = 0; i < STRINGS; i++) symbols.add(bits(i));
    for (int i = 1; i <= STRINGS; i++) symbols.add("t" + i);
    symbols.add(".");
    return List.copyOf(symbols);
  }

  private static List<String> target() {
    List<String> symbols = new ArrayList<>(List.of("<unk>", "<pad>", "<sos>"));
    for (int i = 0; i < STRINGS; i++) symbols.add(bits(i));
    return List.copyOf(symbols);
  }

  /** {@code 101} for 5. */
  static String bits(int number) {
    return String.format(Locale.ROOT, "%3s", Integer.toBinaryString(number)).replace(' ', '0');
  }

  static int[] encode(List<String> symbols, List<String> vocabulary) {
    int[] encoded = new int[symbols.size()];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = vocabulary.indexOf(symbols.get(i));
      if (encoded[i] < 0) throw new IllegalArgumentException(symbols.get(i));
    }
    return encoded;
  }

  static String decode(int[] symbols, List<String> vocabulary) {
    List<String> words = new ArrayList<>();
    for (int symbol : symbols) words.add(vocabulary.get(symbol));
    return String.join(" ", words);
  }
}
