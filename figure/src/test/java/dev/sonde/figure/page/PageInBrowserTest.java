package dev.sonde.figure.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageInBrowserTest {

  @TempDir Path folder;

  @Test
  void script_isAllowedByThePolicyAndMakesTablesSortable() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    Path html = folder.resolve("report.html");
    HtmlPage.write(SamplePage.page(), html);
    String elements = chromium.elements(html, 1200);
    assertThat(elements)
        .contains("<button type=\"button\">values</button>")
        .contains("placeholder=\"Filter rows\"")
        .contains("30 rows");
  }

  @Test
  void sorting_isByValue_withNaNLast() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    // A click on «mean», once the page's own script has run; the policy would forbid this script.
    String probe =
        "<script>document.querySelectorAll('thead button')[2].click();"
            + "document.title = Array.from(document.querySelectorAll('tbody')[0].rows)"
            + ".map(r => r.cells[2].textContent).join(' ');</script></body>";
    String title = title(chromium, probe, 1200);
    String[] means = title.split(" ");
    assertThat(means).hasSize(30).startsWith("0.991", "0.989", "0.956").endsWith("−1", "–");
  }

  @Test
  void narrowScreen_scrollsTablesAndFiguresInside_neverThePage() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    String probe =
        "<script>document.title = document.documentElement.scrollWidth + ' of ' + innerWidth;"
            + "</script></body>";
    for (int width : new int[] {500, 1200}) {
      Matcher numbers = Pattern.compile("(\\d+) of (\\d+)").matcher(title(chromium, probe, width));
      assertThat(numbers.find()).isTrue();
      assertThat(Integer.parseInt(numbers.group(1)))
          .isLessThanOrEqualTo(Integer.parseInt(numbers.group(2)));
    }
  }

  @Test
  void page_isDrawn() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    Path html = folder.resolve("report.html");
    HtmlPage.write(SamplePage.page(), html);
    BufferedImage page = ImageIO.read(chromium.screenshot(html, 1200, 3600, "page.png").toFile());
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < page.getHeight(); y += 2) {
      for (int x = 0; x < page.getWidth(); x += 2) colours.add(page.getRGB(x, y) & 0xffffff);
    }
    // Paper, the summary's card, and the colours of heatmaps.
    assertThat(colours).contains(0xffffff, 0xf6f8fa).hasSizeGreaterThan(200);
  }

  private String title(Chromium chromium, String probe, int width) throws Exception {
    String page =
        HtmlPage.of(SamplePage.page())
            .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace("</body>", probe);
    Path html = Files.writeString(folder.resolve("probe.html"), page);
    Matcher title =
        Pattern.compile("<title>([^<]*)</title>").matcher(chromium.elements(html, width));
    assertThat(title.find()).isTrue();
    return title.group(1);
  }
}
