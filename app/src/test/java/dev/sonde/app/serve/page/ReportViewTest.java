package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InBrowser.class)
class ReportViewTest {

  private static final String NOTE = "<b onclick=alert(3)>mine</b>";

  @Test
  void pinned_withANote_isInTheReportAsText(Tab tab) throws IOException {
    tab.atFile("base.safetensors");
    tab.link("head.weight").click();
    tab.button("Add to report").click();
    tab.reads("Added.");
    tab.page().locator("#side").getByText("Report").click();
    tab.heading("Report");
    Locator words = tab.page().locator(".notes textarea");
    words.fill(NOTE);
    words.blur();
    tab.reads("Kept.");
    tab.page().reload();
    assertThat(tab.page().locator(".notes textarea")).hasValue(NOTE);
    Download report = tab.page().waitForDownload(() -> tab.link("Report (HTML)").click());
    String html = Files.readString(report.path());
    assertThat(html).contains("head.weight").contains("&lt;b onclick=alert(3)&gt;mine");
    assertThat(html).doesNotContain("<b onclick");
    tab.page().locator(".notes a").first().click();
    tab.heading("head.weight");
  }

  @Test
  void input_chosen_canBeUsedInAQuestion(Tab tab) {
    tab.at("#/inputs");
    byte[] rows = "x,y\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);
    tab.page()
        .locator("input[type=file]")
        .setInputFiles(new FilePayload("<i>mine</i>.csv", "text/csv", rows));
    tab.reads("<i>mine</i>.csv can be used now.");
    tab.page().evaluate("() => { location.hash = '#/ask/stats' }");
    tab.heading("stats");
    assertThat(tab.page().locator("form .picker")).containsText("u1");
  }
}
