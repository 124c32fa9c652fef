package dev.sonde.figure.page;

import dev.sonde.figure.table.TextTable;
import dev.sonde.figure.table.WrappedText;
import dev.sonde.file.Printable;
import java.io.PrintWriter;
import java.util.List;

/** A page on a terminal: its findings and its main table. */
public final class TextPage {

  private TextPage() {}

  /**
   * @param width of the terminal in columns
   * @param wide whether all columns of the table are shown, whatever the width
   */
  public static void print(Page page, PrintWriter out, int width, boolean wide) {
    for (Finding finding : page.findings()) print(finding, out, width);
    page.mainTable()
        .ifPresent(
            block -> {
              if (!page.findings().isEmpty()) out.println();
              print(wide ? TextTable.wide(block.table()) : TextTable.of(block.table(), width), out);
            });
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

  private static void print(TextTable table, PrintWriter out) {
    table.print(out);
    List<String> missing = table.leftOut().stream().map(head -> head.label()).toList();
    if (missing.isEmpty()) return;
    out.println("Not shown in this width: " + String.join(", ", missing) + ".");
  }
}
