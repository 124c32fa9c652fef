package dev.sonde.figure.scene;

/** Text from files, made safe to show: names in a checkpoint are chosen by whoever wrote it. */
public final class Words {

  private static final char UNKNOWN = '\uFFFD';

  private Words() {}

  /**
   * Text on one line: line breaks and tabs become spaces, characters that XML forbids, that cannot
   * be seen or that turn the direction of reading become U+FFFD.
   */
  public static String line(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(shown(c)));
    return clean.toString();
  }

  private static int shown(int c) {
    if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) return ' ';
    boolean control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    boolean half = c >= 0xd800 && c <= 0xdfff;
    boolean turning =
        c == 0x061c
            || c == 0x200e
            || c == 0x200f
            || (c >= 0x202a && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069);
    boolean noCharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    boolean unseen = c == 0xad || c == 0xfeff || (c >= 0x200b && c <= 0x200d) || c == 0x2060;
    return control || half || turning || noCharacter || unseen ? UNKNOWN : c;
  }

  /** One line of text, escaped for the content or a quoted attribute of XML and HTML. */
  public static String xml(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    line(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
