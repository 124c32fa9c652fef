package dev.sonde.figure.report;

import dev.sonde.figure.report.Block.Column;
import dev.sonde.figure.report.Block.Entry;
import dev.sonde.figure.scene.Words;
import java.util.List;

/** A table as HTML: complete without script; the script adds sorting and, if long, a filter. */
final class HtmlTable {

  private HtmlTable() {}

  static void append(Block.Table table, StringBuilder out) {
    out.append("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
    out.append(Words.xml(table.caption())).append("\">\n<table>\n<caption>");
    out.append(Words.xml(table.caption())).append("</caption>\n<thead>\n<tr>");
    for (Column column : table.columns()) {
      out.append("<th scope=\"col\"").append(column.numeric() ? " class=\"number\"" : "");
      if (!column.explanation().isEmpty()) {
        out.append(" title=\"").append(Words.xml(column.explanation())).append('"');
      }
      out.append('>').append(Words.xml(column.name())).append("</th>");
    }
    out.append("</tr>\n</thead>\n<tbody>\n");
    for (List<Entry> row : table.rows()) {
      out.append("<tr>");
      for (int i = 0; i < row.size(); i++) entry(row.get(i), table.columns().get(i), i == 0, out);
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n</div>\n");
  }

  private static void entry(Entry entry, Column column, boolean heads, StringBuilder out) {
    String tag = heads ? "th" : "td";
    out.append('<').append(tag).append(heads ? " scope=\"row\"" : "");
    if (column.numeric()) {
      out.append(" class=\"number\"");
      if (!Double.isNaN(entry.value())) {
        out.append(" data-value=\"").append(entry.value()).append('"');
      }
    }
    String text = Words.xml(entry.text());
    out.append('>').append(entry.strong() ? "<strong>" : "").append(heads ? breakable(text) : text);
    out.append(entry.strong() ? "</strong>" : "").append("</").append(tag).append('>');
  }

  /** Addresses may break after their marks, not inside words. */
  private static String breakable(String text) {
    return text.replaceAll("([./_:])(?=\\w)", "$1<wbr>");
  }
}
