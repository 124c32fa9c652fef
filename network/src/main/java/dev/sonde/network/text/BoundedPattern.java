package dev.sonde.network.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a tokenizer's file. Matching backtracks, and a hostile expression can
 * take for ever on a short text: every character that the matcher looks at is counted, and beyond a
 * multiple of the text's length it stops with an error.
 */
final class BoundedPattern {

  private static final int LONGEST = 20_000;
  private static final long LOOKS_PER_CHARACTER = 4_000;

  /** Names that both dialects share; others are scripts. */
  private static final Set<String> CLASSES =
      Set.of("Alpha", "Digit", "Alnum", "Upper", "Lower", "Punct", "Space", "Blank", "Cntrl");

  private static final String WORD = "\\p{L}\\p{M}\\p{N}\\p{Pc}";

  private final String source;
  private final Pattern pattern;

  private BoundedPattern(String source, Pattern pattern) {
    this.source = source;
    this.pattern = pattern;
  }

  /**
   * @param source in Oniguruma's dialect, as Hugging Face's library reads it
   * @param place in the file, for messages
   */
  static BoundedPattern of(String source, String place) {
    return of(source, translated(source), place);
  }

  /** As {@link #of}, of an expression in Java's dialect. */
  static BoundedPattern ours(String source) {
    return of(source, source, source);
  }

  private static BoundedPattern of(String source, String translated, String place) {
    if (source.length() > LONGEST) {
      throw new TokenizerException(
          place + ": a regular expression of " + source.length() + " characters is not read");
    }
    try {
      int flags = Pattern.UNICODE_CHARACTER_CLASS | Pattern.MULTILINE | Pattern.UNIX_LINES;
      return new BoundedPattern(source, Pattern.compile(translated, flags));
    } catch (PatternSyntaxException e) {
      throw new TokenizerException(
          place
              + ": the regular expression "
              + shown(source)
              + " is not read: "
              + e.getDescription());
    } catch (StackOverflowError e) {
      throw new TokenizerException(place + ": the regular expression is nested too deeply");
    }
  }

  /** A pattern that finds {@code text} itself. */
  static BoundedPattern literal(String text) {
    return new BoundedPattern(text, Pattern.compile(Pattern.quote(text)));
  }

  /** Properties in Java's spelling: {@code \p{Han}} is {@code \p{IsHan}}; words as Oniguruma's. */
  private static String translated(String source) {
    StringBuilder out = new StringBuilder(source.length());
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      out.append(c);
      if (c != '\\' || i + 1 >= source.length()) continue;
      char kind = source.charAt(++i);
      int end = source.indexOf('}', i);
      boolean property = (kind == 'p' || kind == 'P') && source.startsWith("{", i + 1) && end > 0;
      if (!property) {
        switch (kind) {
          case 'h' -> out.append("p{XDigit}");
          case 'H' -> out.append("P{XDigit}");
          case 'w' -> out.replace(out.length() - 1, out.length(), "[" + WORD + "]");
          case 'W' -> out.replace(out.length() - 1, out.length(), "[^" + WORD + "]");
          default -> out.append(kind);
        }
        continue;
      }
      String name = source.substring(i + 2, end);
      boolean negated = name.startsWith("^");
      if (negated) name = name.substring(1);
      boolean plain = name.length() <= 2 || CLASSES.contains(name) || name.startsWith("Is");
      out.append(negated ? (kind == 'p' ? 'P' : 'p') : kind);
      out.append('{').append(plain ? "" : "Is").append(name).append('}');
      i = end;
    }
    return out.toString();
  }

  /** Where it matches, one match after the other. */
  List<Span> find(String text) {
    Matcher matcher = pattern.matcher(new Watched(text, new long[1]));
    List<Span> found = new ArrayList<>();
    try {
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) found.add(new Span(matcher.start(), matcher.end()));
      }
    } catch (TooManyLooks | StackOverflowError e) {
      throw new TokenizerException(
          "the tokenizer's regular expression "
              + shown(source)
              + " takes too long on a text of "
              + text.length()
              + " characters");
    }
    return found;
  }

  String replace(String text, String content) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (Span span : find(text)) {
      out.append(text, done, span.start()).append(content);
      done = span.end();
    }
    return out.append(text, done, text.length()).toString();
  }

  private static String shown(String source) {
    return "'" + (source.length() > 80 ? source.substring(0, 80) + "…" : source) + "'";
  }

  /** Part of a text, in UTF-16 units. */
  record Span(int start, int end) {}

  private static final class TooManyLooks extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyLooks() {
      super(null, null, false, false);
    }
  }

  /** A text that counts how often it is looked at. */
  private static final class Watched implements CharSequence {
    private final String text;
    private final long[] looks;
    private final long most;

    Watched(String text, long[] looks) {
      this.text = text;
      this.looks = looks;
      this.most = LOOKS_PER_CHARACTER * (text.length() + 100L);
    }

    @Override
    public char charAt(int index) {
      if (++looks[0] > most) throw new TooManyLooks();
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.substring(start, end), looks);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
