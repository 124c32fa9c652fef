package dev.sonde.figure.page;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.scene.Words;
import java.util.Locale;

/** A valued text as a table of coloured symbols; the value stands in each cell's title. */
final class HtmlValuedText {

  private static final ColourScale SIGNED = ColourScale.diverging(1);

  private HtmlValuedText() {}

  static void append(Block.ValuedText text, StringBuilder out) {
    out.append("<div class=\"table\" tabindex=\"0\">\n<table class=\"valued\">\n<caption>");
    out.append(Words.xml(text.title())).append("</caption>\n<tbody>\n");
    for (Block.ValuedText.Values row : text.rows()) {
      out.append("<tr><th scope=\"row\">").append(Words.xml(row.label())).append("</th>");
      for (int i = 0; i < row.values().size(); i++) {
        double value = row.values().get(i);
        Colour ground = SIGNED.of(value);
        out.append(
            String.format(
                Locale.ROOT,
                "<td style=\"background:%s;color:%s\" title=\"%.3f\">",
                ground.hex(),
                ground.readable().hex(),
                value));
        out.append(Words.xml(text.symbols().get(i))).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n</div>\n");
  }
}
