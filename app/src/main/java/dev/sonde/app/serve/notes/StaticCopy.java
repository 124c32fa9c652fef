package dev.sonde.app.serve.notes;

import dev.sonde.figure.scene.Words;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/**
 * Pinned blocks and whole answers as one HTML file without a script. What was pinned came over the
 * network: texts are written as texts, and drawings as pictures, in which a browser runs nothing.
 */
public final class StaticCopy {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      section { margin: 2rem 0; } img { max-width: 100%; background: white; }
      .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 14px; }
      th, td { padding: .2rem .6rem; text-align: left; border-bottom: 1px solid #8885; }
      td.number { text-align: right; font-variant-numeric: tabular-nums; }
      .note { border-left: 4px solid #0072b2; padding-left: 1rem; white-space: pre-wrap; }
      pre { overflow-x: auto; padding: .5rem; border: 1px solid #8885; }
      </style>
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  public StaticCopy(String title) {
    element("title", title);
    out.append("</head><body>\n");
    element("h1", title);
  }

  /** Adds a note with what it is pinned to. */
  public void note(JsonNode note) {
    out.append("<section>\n");
    text("h2", note.path("title"));
    text("p", note.path("text"));
    String words = note.path("note").asString("");
    if (!words.isEmpty()) {
      out.append("<p class=\"note\">").append(Words.xml(words)).append("</p>\n");
    }
    block(note.path("block"));
    out.append("</section>\n");
  }

  /** Adds a whole answer: a page as {@code PageBlocks} writes it. */
  public void page(JsonNode page, String command) {
    out.append("<section>\n");
    text("h2", page.path("title"));
    text("p", page.path("about"));
    out.append("<pre>").append(Words.xml(command)).append("</pre>\n<ul>\n");
    for (JsonNode finding : page.path("findings")) text("li", finding.path("text"));
    out.append("</ul>\n");
    for (JsonNode section : page.path("sections")) {
      text("h3", section.path("title"));
      for (JsonNode block : section.path("blocks")) block(block);
    }
    out.append("</section>\n");
  }

  private void block(JsonNode block) {
    switch (block.path("type").asString("")) {
      case "words" -> text("p", block.path("text"));
      case "items" -> {
        out.append("<ul>\n");
        for (JsonNode sentence : block.path("sentences")) text("li", sentence);
        out.append("</ul>\n");
      }
      case "figure" -> picture(block);
      case "table" -> table(block);
      case "valued_text" -> {
        text("h4", block.path("title"));
        StringBuilder all = new StringBuilder();
        for (JsonNode symbol : block.path("symbols")) all.append(symbol.asString(""));
        element("p", all.toString());
      }
      case "folded" -> {
        out.append("<details>\n");
        text("summary", block.path("title"));
        for (JsonNode inner : block.path("blocks")) block(inner);
        out.append("</details>\n");
      }
      default -> {}
    }
  }

  private void picture(JsonNode figure) {
    String svg = figure.path("svg").asString("");
    if (svg.isEmpty()) return;
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    out.append("<p><img src=\"data:image/svg+xml;base64,").append(data).append("\" alt=\"");
    out.append(Words.xml(figure.path("caption").asString("figure"))).append("\"></p>\n");
  }

  private void table(JsonNode table) {
    text("h4", table.path("title"));
    out.append("<div class=\"wide\"><table><thead><tr>");
    for (JsonNode column : table.path("columns")) {
      element("th", column.path("title").asString(column.path("key").asString("")));
    }
    out.append("</tr></thead><tbody>\n");
    for (JsonNode row : table.path("rows")) {
      out.append("<tr>");
      for (JsonNode cell : row) {
        out.append(cell.isNumber() ? "<td class=\"number\">" : "<td>");
        out.append(cell.isNull() ? "–" : Words.xml(cell.asString(""))).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>\n");
  }

  private void text(String element, JsonNode text) {
    String words = text.asString("");
    if (!words.isEmpty()) element(element, words);
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>').append(Words.xml(text));
    out.append("</").append(name).append(">\n");
  }

  /** The document. */
  public String html() {
    return out + "</body></html>\n";
  }
}
