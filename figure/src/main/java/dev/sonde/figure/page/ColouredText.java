package dev.sonde.figure.page;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.file.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A valued text on a terminal: each symbol on its colour, by ANSI's 24-bit sequences. */
final class ColouredText {

  private static final ColourScale SIGNED = ColourScale.diverging(1);
  private static final String RESET = "\u001b[0m";

  private ColouredText() {}

  static void print(Block.ValuedText text, PrintWriter out) {
    int widest = text.rows().stream().mapToInt(row -> row.label().length()).max().orElse(0);
    for (Block.ValuedText.Values row : text.rows()) {
      StringBuilder line =
          new StringBuilder(("%" + Math.max(1, widest) + "s  ").formatted(row.label()));
      for (int i = 0; i < row.values().size(); i++) {
        String symbol = " " + Printable.of(text.symbols().get(i)) + " ";
        line.append(on(SIGNED.of(row.values().get(i)), symbol));
      }
      out.println(line);
    }
  }

  private static String on(Colour ground, String text) {
    Colour ink = ground.readable();
    return "\u001b[48;2;" + parts(ground) + "m\u001b[38;2;" + parts(ink) + "m" + text + RESET;
  }

  private static String parts(Colour colour) {
    return colour.red() + ";" + colour.green() + ";" + colour.blue();
  }

  /** The values as numbers, where there are no colours. */
  static Table table(Block.ValuedText text) {
    Table.Builder table = Table.named("values").column(Head.text("unit"));
    for (int i = 0; i < text.symbols().size(); i++) {
      // Keys must differ, titles need not.
      String symbol = text.symbols().get(i);
      table.column(new Head("step_" + i, symbol, "", "", Head.Type.TEXT, 0));
    }
    for (Block.ValuedText.Values row : text.rows()) {
      List<Object> cells = new ArrayList<>(List.of(row.label()));
      for (double value : row.values()) cells.add(String.format(Locale.ROOT, "%5.2f", value));
      table.row(cells);
    }
    return table.build();
  }
}
