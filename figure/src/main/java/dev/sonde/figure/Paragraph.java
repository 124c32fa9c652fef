package dev.sonde.figure;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.scene.Item;
import dev.sonde.figure.scene.Typeface;
import dev.sonde.figure.scene.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Words broken into lines of at most a given width: at spaces, and inside words that are wider than
 * a line (addresses).
 */
record Paragraph(List<String> lines, double size, boolean bold, Colour colour) {

  Paragraph {
    lines = List.copyOf(lines);
  }

  static Paragraph of(String text, double width, double size, boolean bold, Colour colour) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Words.line(text).strip().split(" +")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (Typeface.width(longer, size, bold) <= width) {
        line = new StringBuilder(longer);
        continue;
      }
      if (!line.isEmpty()) lines.add(line.toString());
      String rest = word;
      while (Typeface.width(rest, size, bold) > width) {
        int cut = cut(rest, width, size, bold);
        lines.add(rest.substring(0, cut));
        rest = rest.substring(cut);
      }
      line = new StringBuilder(rest);
    }
    if (!line.isEmpty()) lines.add(line.toString());
    return new Paragraph(lines, size, bold, colour);
  }

  /** How many characters of a word fit: at least one, whole code points, rather up to a dot. */
  private static int cut(String word, double width, double size, boolean bold) {
    int fits = word.offsetByCodePoints(0, 1);
    int atMark = 0;
    for (int at = fits; at < word.length(); at = word.offsetByCodePoints(at, 1)) {
      if (Typeface.width(word.substring(0, at), size, bold) > width) break;
      fits = at;
      if ("./_-".indexOf(word.charAt(at - 1)) >= 0) atMark = at;
    }
    return atMark > fits / 2 ? atMark : fits;
  }

  double lineHeight() {
    return Math.round(size * 1.36);
  }

  double height() {
    return lines.size() * lineHeight();
  }

  /** The lines as labels from (x, top) down. */
  List<Item> items(double x, double top) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      double baseline = top + i * lineHeight() + size * 0.97;
      items.add(
          new Item.Label(x, baseline, lines.get(i), size, bold, colour, Item.Anchor.START, 0, ""));
    }
    return items;
  }
}
