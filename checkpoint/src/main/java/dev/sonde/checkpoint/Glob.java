package dev.sonde.checkpoint;

import java.util.regex.Pattern;

/**
 * Selects addresses: {@code *} stands for anything inside one part, {@code **} for anything at all,
 * {@code ?} for one character, {@code {a,b}} for either. Parts are separated by {@code .} and
 * {@code /}: {@code layer2.**.conv1}, {@code decoder.rnn/W_h*}, {@code encoder.**}.
 */
public final class Glob {

  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  public static Glob of(String text) {
    StringBuilder regex = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> {
          boolean deep = i + 1 < text.length() && text.charAt(i + 1) == '*';
          if (deep) i++;
          regex.append(deep ? ".*" : "[^./]*");
        }
        case '?' -> regex.append("[^./]");
        case '{' -> {
          depth++;
          regex.append("(?:");
        }
        case '}' -> {
          if (--depth < 0)
            throw new IllegalArgumentException("pattern '" + text + "' has a } without a {");
          regex.append(')');
        }
        case ',' -> regex.append(depth > 0 ? "|" : ",");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    if (depth > 0) throw new IllegalArgumentException("pattern '" + text + "' has a { without a }");
    return new Glob(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /** Whether it has no sign of a pattern, and so matches one address at most. */
  boolean isPlain() {
    return text.chars().noneMatch(c -> "*?{}".indexOf(c) >= 0);
  }

  /** Selects one address, whatever letters it has. */
  public static Glob exactly(String address) {
    return new Glob(address, Pattern.compile(Pattern.quote(address)));
  }

  public boolean matches(String address) {
    return pattern.matcher(address).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
