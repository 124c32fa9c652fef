package dev.sonde.figure.table;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of a terminal: broken between words, never inside one. */
public final class WrappedText {

  private WrappedText() {}

  /**
   * @param width in columns; a longer word has a line of its own
   */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ", -1)) {
      int wide = DisplayWidth.of(word);
      if (!line.isEmpty() && used + 1 + wide > width) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      if (!line.isEmpty()) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += wide;
    }
    lines.add(line.toString());
    return lines;
  }
}
