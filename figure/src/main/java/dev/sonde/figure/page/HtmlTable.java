package dev.sonde.figure.page;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.Mark;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.scene.Words;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table as HTML: complete without script; the script adds sorting and, if long, a filter. */
final class HtmlTable {

  /** From so many columns on paper needs smaller letters. */
  private static final int MANY = 10;

  /** A text of so many letters stays on one line. */
  private static final int SHORT = 24;

  private final StringBuilder out;

  private HtmlTable(StringBuilder out) {
    this.out = out;
  }

  static void append(TableBlock block, StringBuilder out) {
    new HtmlTable(out).table(block);
  }

  private void table(TableBlock block) {
    Table table = block.table();
    boolean many = table.heads().size() > MANY;
    out.append("<div class=\"table")
        .append(many ? " many" : "")
        .append("\" role=\"region\" tabindex=\"0\" aria-label=\"");
    out.append(Words.xml(table.caption())).append("\">\n<table>\n<caption>");
    out.append(Words.xml(table.caption())).append("</caption>\n<thead>\n<tr>");
    table.heads().forEach(this::head);
    out.append("</tr>\n</thead>\n<tbody>\n");
    Map<Long, Mark> marks = new HashMap<>();
    int columns = table.heads().size();
    block.marks().forEach(m -> marks.put((long) m.row() * columns + m.column(), m));
    for (int r = 0; r < table.rows().size(); r++) {
      out.append("<tr>");
      List<@Nullable Object> row = table.rows().get(r);
      for (int c = 0; c < columns; c++) {
        cell(row.get(c), marks.get((long) r * columns + c), table.heads().get(c), c == 0);
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n</div>\n");
  }

  private void head(Head head) {
    out.append("<th scope=\"col\"").append(head.numeric() ? " class=\"number\"" : "");
    if (!head.explanation().isEmpty()) {
      out.append(" title=\"").append(Words.xml(head.explanation())).append('"');
    }
    out.append('>').append(Words.xml(head.label())).append("</th>");
  }

  private void cell(@Nullable Object value, @Nullable Mark mark, Head head, boolean heads) {
    String tag = heads ? "th" : "td";
    out.append('<').append(tag).append(heads ? " scope=\"row\"" : "");
    if (head.numeric()) {
      out.append(" class=\"number\"");
      if (value instanceof Number number && !Double.isNaN(number.doubleValue())) {
        out.append(" data-value=\"").append(number.doubleValue()).append('"');
      }
    } else if (!heads && value instanceof String text && text.length() <= SHORT) {
      out.append(" class=\"short\"");
    }
    String words = mark == null ? null : mark.words();
    String text = Words.xml(words == null ? written(value) : words);
    boolean strong = mark != null && mark.strong();
    out.append('>').append(strong ? "<strong>" : "").append(heads ? breakable(text) : text);
    out.append(strong ? "</strong>" : "").append("</").append(tag).append('>');
  }

  /** A value as pages write it. */
  private static String written(@Nullable Object value) {
    return switch (value) {
      case null -> Numbers.NONE;
      case Double number -> Double.isNaN(number) ? Numbers.NONE : Numbers.of(number);
      case Long number -> Numbers.count(number);
      case Boolean truth -> truth ? "yes" : "no";
      default -> value.toString();
    };
  }

  /** Addresses may break after their marks, not inside words. */
  private static String breakable(String text) {
    return text.replaceAll("([./_:])(?=\\w)", "$1<wbr>");
  }
}
