package dev.sonde.figure.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.table.Columns;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HtmlPageTest {

  private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z0-9]+)([^<>]*?)(/?)>");
  private static final Set<String> VOID = Set.of("meta", "wbr", "img", "br", "input");

  /** Every element is closed, in order; what is no tag has no angle brackets. */
  private static void requireBalanced(String html) {
    String body =
        html.replaceFirst("<!DOCTYPE html>", "")
            .replaceAll("(?s)<style>.*?</style>", "")
            .replaceAll("(?s)<script>.*?</script>", "");
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(body);
    int end = 0;
    while (tag.find()) {
      assertThat(body.substring(end, tag.start())).doesNotContain("<").doesNotContain(">");
      end = tag.end();
      if (VOID.contains(tag.group(2)) || !tag.group(4).isEmpty()) continue;
      if (tag.group(1).isEmpty()) open.push(tag.group(2));
      else assertThat(open.pop()).isEqualTo(tag.group(2));
    }
    assertThat(open).isEmpty();
  }

  @Test
  void report_isBalancedSelfContainedAndTheSameEachTime() {
    String html = HtmlPage.of(SamplePage.page());
    requireBalanced(html);
    assertThat(HtmlPage.of(SamplePage.page())).isEqualTo(html);
    String withoutNamespace = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assertThat(withoutNamespace)
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("//cdn");
    Matcher reference = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html);
    while (reference.find()) {
      assertThat(reference.group(1)).matches("#part-\\d+|data:image/png;base64,.*");
    }
  }

  @Test
  void contentSecurityPolicy_namesTheOneScriptByItsDigest() throws Exception {
    String html = HtmlPage.of(SamplePage.page());
    Matcher script = Pattern.compile("(?s)<script>(.*?)</script>").matcher(html);
    assertThat(script.find()).isTrue();
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(script.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(html)
        .contains("default-src 'none'")
        .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    assertThat(script.find()).isFalse();
  }

  @Property(tries = 200)
  void anyText_isEscaped(@ForAll String text) {
    Page page =
        new Page(
            text,
            text,
            List.of(new Finding(Finding.Tone.GRAVE, text)),
            List.of(
                new Page.Section(
                    text,
                    List.of(
                        new Block.Words(text),
                        new Block.Items(List.of(text)),
                        new Block.Folded(text, List.of(new Block.Words(text))),
                        Block.TableBlock.of(
                            text,
                            Columns.<String>empty()
                                .text(text, t -> t)
                                .explained(text)
                                .written(t -> t),
                            List.of(text))))),
            new Provenance(
                text,
                text,
                text,
                List.of(new Provenance.Input(text, 1, text)),
                Map.of(text, text),
                1L));
    requireBalanced(HtmlPage.of(page));
  }

  @Test
  void tables_haveScopesCaptionsAndValuesToSortBy() {
    String html = HtmlPage.of(SamplePage.page());
    assertThat(html)
        .contains("<caption>All tensors</caption>")
        .contains("<th scope=\"col\" class=\"number\" title=\"how many\">values</th>")
        .contains("<th scope=\"row\">encoder.<wbr>layer.<wbr>0.<wbr>weight</th>")
        .contains("<td class=\"number\" data-value=\"12345.0\">12\u202f345</td>")
        // NaN has no value to sort by.
        .contains("<td class=\"number\">–</td>");
  }

  @Test
  void fileNames_ofHostileAddresses_stayInTheirFolder() {
    for (String address :
        List.of(
            "../../etc/passwd",
            "/etc/passwd",
            "a\\b:c|d?",
            "..",
            ".",
            "",
            "\u0000\n",
            "é漢😀",
            "x".repeat(5000),
            "-rf",
            "CON")) {
      String name = FigureIndex.fileName(3, address, ".heatmap.svg");
      assertThat(name)
          .matches("0003-[A-Za-z0-9._-]*\\.heatmap\\.svg")
          .doesNotContain("..")
          .hasSizeLessThan(200);
    }
    // Addresses that become the same letters differ by their number.
    assertThat(FigureIndex.fileName(1, "a/b", ".svg"))
        .isNotEqualTo(FigureIndex.fileName(2, "a_b", ".svg"));
  }

  @Test
  void index_escapesAndQuotes() {
    String html =
        FigureIndex.html(
            "<model>",
            "2 tensors",
            List.of(
                new FigureIndex.Item(
                    "<b>&\"", "float32 [2, 2]", List.of("0000-x.heatmap.svg", "a b\"<#?.png")),
                new FigureIndex.Item("empty", "nothing to draw", List.of())));
    requireBalanced(html);
    assertThat(html)
        .contains("src=\"./a%20b%22%3C%23%3F.png\"", "script-src 'sha256-")
        .containsOnlyOnce("<script>");
  }
}
