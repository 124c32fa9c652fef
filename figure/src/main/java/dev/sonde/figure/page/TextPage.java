package dev.sonde.figure.page;

import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.table.Table;
import dev.sonde.figure.table.TextTable;
import dev.sonde.figure.table.WrappedText;
import dev.sonde.file.Printable;
import java.io.PrintWriter;
import java.util.List;

/** A page on a terminal: its findings and its tables. */
public final class TextPage {

  private TextPage() {}

  /**
   * @param width of the terminal in columns
   * @param wide whether all columns of the table are shown, whatever the width
   * @param colours whether ANSI's colours may be written
   */
  public static void print(Page page, PrintWriter out, int width, boolean wide, boolean colours) {
    for (Finding finding : page.findings()) print(finding, out, width);
    List<Block> blocks = page.shown();
    boolean above = !page.findings().isEmpty();
    for (Block block : blocks) {
      if (above) out.println();
      above = true;
      if (block instanceof TableBlock table) {
        if (blocks.size() > 1) caption(table.table().caption(), out);
        print(table.table(), out, wide ? Integer.MAX_VALUE : width);
      } else if (block instanceof Block.ValuedText text) {
        caption(text.title(), out);
        if (colours) ColouredText.print(text, out);
        else print(ColouredText.table(text), out, Integer.MAX_VALUE);
      }
    }
  }

  private static void caption(String caption, PrintWriter out) {
    if (!caption.isEmpty()) out.println(Printable.of(caption));
  }

  private static void print(Finding finding, PrintWriter out, int width) {
    String sign =
        switch (finding.tone()) {
          case PLAIN -> "";
          case GOOD -> "✓ ";
          case NOTABLE -> "◆ ";
          case GRAVE -> "▲ ";
        };
    String before = sign;
    int inner = Math.max(1, width - sign.length());
    for (String line : WrappedText.lines(Printable.of(finding.sentence()), inner)) {
      out.println(before + line);
      before = " ".repeat(sign.length());
    }
  }

  private static void print(Table whole, PrintWriter out, int width) {
    TextTable table = TextTable.of(whole, width);
    table.print(out);
    List<String> missing = table.leftOut().stream().map(head -> head.label()).toList();
    if (missing.isEmpty()) return;
    out.println("Not shown in this width: " + String.join(", ", missing) + ".");
  }
}
