package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InBrowser.class)
class RestartTest {

  @Test
  void serverKilledAndStartedAnew_everyTabGoesOnOnceItsAddressIsOpen(Tab tab) throws IOException {
    tab.atFile("base.safetensors");
    String before = tab.page().url();
    tab.stopServer();
    assertThat(tab.page().locator("#banner")).isVisible();
    tab.startServer();
    // Until somebody opens the new address, the old tab is told what to do.
    tab.page().locator("#side").getByText("Questions").click();
    assertThat(tab.page().locator("main")).containsText("This cannot be shown");
    Page other = tab.second();
    assertThat(other.locator("h1")).hasText("4 files");
    tab.page().bringToFront();
    assertThat(tab.page().locator("#banner")).isHidden();
    tab.heading("Questions");
    tab.page().evaluate("hash => { location.hash = hash }", before.replaceAll(".*#", "#"));
    tab.heading("base.safetensors");
    for (String expected : new String[] {"ERR_", "401", "403", "Failed to load"}) {
      tab.forget(expected);
    }
  }
}
