package dev.sonde.figure.graph;

import dev.sonde.figure.scene.Typeface;
import java.util.ArrayList;
import java.util.List;

/** The words beside an edge, in lines. */
record EdgeWords(List<String> lines, String whole) {

  static final double SIZE = 10.5;
  static final double LINE = 13;

  private static final int LONGEST = 26;
  private static final int MOST = 4;

  static EdgeWords of(List<String> labels) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int taken = 0;
    for (String label : labels) {
      String word = Typeface.fit(label, 150, SIZE, false) + (taken < labels.size() - 1 ? "," : "");
      if (!line.isEmpty() && line.length() + word.length() >= LONGEST) {
        lines.add(line.toString());
        line.setLength(0);
        if (lines.size() == MOST) {
          int left = labels.size() - taken;
          lines.set(MOST - 1, lines.getLast() + " … " + left + " more");
          return new EdgeWords(lines, String.join(", ", labels));
        }
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
      taken++;
    }
    if (!line.isEmpty()) lines.add(line.toString());
    return new EdgeWords(lines, String.join(", ", labels));
  }

  double width() {
    return lines.stream().mapToDouble(l -> Typeface.width(l, SIZE, false)).max().orElse(0) + 6;
  }

  double height() {
    return Math.max(1, lines.size()) * LINE + 2;
  }
}
