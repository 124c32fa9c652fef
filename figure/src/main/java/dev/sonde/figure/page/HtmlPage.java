package dev.sonde.figure.page;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Svg;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.scene.Words;
import dev.sonde.file.AtomicFile;
import dev.sonde.file.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A page as one HTML file. Its content security policy forbids every request and every script but
 * the one inside, named by its digest; without script the tables just stand still.
 */
public final class HtmlPage {

  /** From so many sections on there is a table of contents. */
  private static final int CONTENTS = 3;

  private final StringBuilder out = new StringBuilder(1 << 16);

  private HtmlPage() {}

  /** The page as a complete document. */
  public static String of(Page page) {
    HtmlPage html = new HtmlPage();
    html.document(page);
    return html.out.toString();
  }

  /** Writes the page in one step. */
  public static void write(Page page, Path path) throws IOException {
    AtomicFile.writeString(path, of(page));
  }

  private void document(Page page) {
    String script = resource("page.js") + resource("linked.js");
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.append("style-src 'unsafe-inline'; img-src data:; script-src '").append(digest(script));
    out.append("'; base-uri 'none'; form-action 'none'\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    element("title", "", page.title());
    out.append("<style>\n").append(resource("page.css")).append("</style>\n</head>\n<body>\n");
    boolean beside = page.sections().size() >= CONTENTS;
    out.append(beside ? "<main class=\"beside\">\n" : "<main>\n").append("<header>\n");
    element("h1", "", page.title());
    if (!page.subtitle().isEmpty()) element("p", " class=\"subtitle\"", page.subtitle());
    out.append("</header>\n");
    summary(page);
    contents(page);
    for (int i = 0; i < page.sections().size(); i++) section(page.sections().get(i), i + 1);
    provenance(page.provenance());
    out.append("</main>\n<script>").append(script).append("</script>\n</body>\n</html>\n");
  }

  private void summary(Page page) {
    if (page.findings().isEmpty()) return;
    out.append("<section class=\"summary\" aria-labelledby=\"summary\">\n");
    element("h2", " id=\"summary\"", "In short");
    out.append("<ul>\n");
    for (Finding finding : page.findings()) {
      String sign =
          switch (finding.tone()) {
            case PLAIN -> "";
            case GOOD -> "good";
            case NOTABLE -> "notable";
            case GRAVE -> "grave";
          };
      element("li", sign.isEmpty() ? "" : " class=\"" + sign + "\"", finding.sentence());
    }
    out.append("</ul>\n</section>\n");
  }

  private void contents(Page page) {
    if (page.sections().size() < CONTENTS) return;
    out.append("<nav aria-label=\"Contents\">\n<ol>\n");
    for (int i = 0; i < page.sections().size(); i++) {
      out.append("<li><a href=\"#part-").append(i + 1).append("\">");
      out.append(Words.xml(page.sections().get(i).title())).append("</a></li>\n");
    }
    out.append("</ol>\n</nav>\n");
  }

  private void section(Section section, int number) {
    out.append("<section aria-labelledby=\"part-").append(number).append("\">\n");
    element("h2", " id=\"part-" + number + "\"", section.title());
    section.blocks().forEach(this::block);
    out.append("</section>\n");
  }

  private void block(Block block) {
    switch (block) {
      case Block.Words words -> element("p", "", words.text());
      case Block.Items items -> {
        out.append("<ul>\n");
        items.sentences().forEach(sentence -> element("li", "", sentence));
        out.append("</ul>\n");
      }
      case Block.Picture picture ->
          // Reachable by keyboard, since a narrow screen scrolls it.
          out.append("<figure tabindex=\"0\">")
              .append(Svg.inPage(picture.figure()))
              .append("</figure>\n");
      case Block.TableBlock table -> HtmlTable.append(table, out);
      case Block.ValuedText text -> HtmlValuedText.append(text, out);
      case Block.Linked linked -> {
        out.append("<div class=\"linked\" data-view=\"");
        out.append(Words.xml(linked.view().json())).append("\">\n");
        element("p", " class=\"linked-title\"", linked.view().title());
        element("p", " class=\"status\"", "This view needs the page's script.");
        out.append("</div>\n");
      }
      case Block.Beside beside -> {
        out.append("<p><a href=\"./").append(beside.file()).append("\">");
        out.append(Words.xml(beside.file())).append("</a>: ");
        out.append(Words.xml(beside.words())).append("</p>\n");
      }
      case Block.Folded folded -> {
        out.append("<details>\n");
        element("summary", "", folded.title());
        folded.blocks().forEach(this::block);
        out.append("</details>\n");
      }
    }
  }

  private void provenance(@Nullable Provenance provenance) {
    if (provenance == null) return;
    out.append("<section class=\"provenance\" aria-labelledby=\"provenance\">\n");
    element("h2", " id=\"provenance\"", "How to repeat this");
    if (!provenance.command().isEmpty()) {
      out.append("<pre tabindex=\"0\"><code>");
      out.append(Words.xml(provenance.command())).append("</code></pre>\n");
    }
    out.append("<dl>\n");
    for (ProvenanceLines.Line line : ProvenanceLines.of(provenance)) {
      element("dt", "", line.name());
      element("dd", "", line.value());
    }
    out.append("</dl>\n</section>\n");
  }

  private void element(String name, String attributes, String text) {
    out.append('<').append(name).append(attributes).append('>').append(Words.xml(text));
    out.append("</").append(name).append(">\n");
  }

  static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is not in the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String digest(String script) {
    byte[] hash = Digests.sha256().digest(script.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }
}
