package dev.sonde.network.text;

import java.text.Normalizer.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes a text before it is cut into words. */
interface Normalizer {

  String apply(String text);

  /** One after the other. */
  record Sequence(List<Normalizer> parts) implements Normalizer {
    public Sequence {
      parts = List.copyOf(parts);
    }

    @Override
    public String apply(String text) {
      for (Normalizer part : parts) text = part.apply(text);
      return text;
    }
  }

  /** A form of Unicode normalisation. */
  record Unicode(Form form) implements Normalizer {
    @Override
    public String apply(String text) {
      return java.text.Normalizer.normalize(text, form);
    }
  }

  record Lowercase() implements Normalizer {
    @Override
    public String apply(String text) {
      return Characters.lowercase(text);
    }
  }

  /** Drops combining marks; a decomposition before it makes them of accents. */
  record StripAccents() implements Normalizer {
    @Override
    public String apply(String text) {
      return Filter.without(text, Characters::isAccent);
    }
  }

  /** White space at the ends goes. */
  record Strip(boolean left, boolean right) implements Normalizer {
    @Override
    public String apply(String text) {
      int start = 0;
      int end = text.length();
      while (left && start < end && Characters.isSpace(text.charAt(start))) start++;
      while (right && end > start && Characters.isSpace(text.charAt(end - 1))) end--;
      return text.substring(start, end);
    }
  }

  record Prepend(String prefix) implements Normalizer {
    @Override
    public String apply(String text) {
      return text.isEmpty() ? text : prefix + text;
    }
  }

  record Replace(BoundedPattern pattern, String content) implements Normalizer {
    @Override
    public String apply(String text) {
      return pattern.replace(text, content);
    }
  }

  /** Bytes as visible characters. */
  record Bytes() implements Normalizer {
    @Override
    public String apply(String text) {
      return ByteCodes.encode(text);
    }
  }

  /** SentencePiece's table of characters, met by graphemes as Hugging Face's library does. */
  record Precompiled(Charsmap map) implements Normalizer {
    @Override
    public String apply(String text) {
      return map.byGraphemes(text);
    }
  }

  /** What the translation models of 2018 drop and turn into spaces. */
  record Nmt() implements Normalizer {
    @Override
    public String apply(String text) {
      StringBuilder out = new StringBuilder(text.length());
      text.codePoints()
          .filter(c -> !dropped(c))
          .forEach(c -> out.appendCodePoint(isSpace(c) ? ' ' : c));
      return out.toString();
    }

    private static boolean dropped(int c) {
      return (c >= 0x01 && c <= 0x08)
          || c == 0x0b
          || (c >= 0x0e && c <= 0x1f)
          || c == 0x7f
          || c == 0x8f
          || c == 0x9f;
    }

    private static boolean isSpace(int c) {
      return c == 0x09
          || c == 0x0a
          || c == 0x0c
          || c == 0x0d
          || c == 0x1680
          || (c >= 0x200b && c <= 0x200f)
          || c == 0x2028
          || c == 0x2029
          || c == 0x2581
          || c == 0xfeff
          || c == 0xfffd;
    }
  }

  /**
   * BERT's.
   *
   * @param clean whether control characters go and white space becomes spaces
   * @param chinese whether Chinese characters become words of their own
   * @param stripAccents as {@code lowercase}, if null
   */
  record Bert(boolean clean, boolean chinese, @Nullable Boolean stripAccents, boolean lowercase)
      implements Normalizer {
    @Override
    public String apply(String text) {
      if (clean) text = cleaned(text);
      if (chinese) text = apart(text);
      if (stripAccents == null ? lowercase : stripAccents) {
        String apart = java.text.Normalizer.normalize(text, Form.NFD);
        text = Filter.without(apart, c -> Character.getType(c) == Character.NON_SPACING_MARK);
      }
      return lowercase ? Characters.lowercase(text) : text;
    }

    private static String cleaned(String text) {
      StringBuilder out = new StringBuilder(text.length());
      text.codePoints()
          .filter(c -> c != 0 && c != 0xfffd && !Characters.isControl(c))
          .forEach(c -> out.appendCodePoint(Characters.isSpace(c) ? ' ' : c));
      return out.toString();
    }

    private static String apart(String text) {
      StringBuilder out = new StringBuilder(text.length());
      text.codePoints()
          .forEach(
              c -> {
                boolean chinese = Characters.isChinese(c);
                if (chinese) out.append(' ');
                out.appendCodePoint(c);
                if (chinese) out.append(' ');
              });
      return out.toString();
    }
  }
}
