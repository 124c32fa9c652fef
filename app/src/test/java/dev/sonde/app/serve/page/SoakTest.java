package dev.sonde.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Going about in the page for long costs no memory; {@code -Dsonde.soak=2000} goes about longer.
 */
@ExtendWith(InBrowser.class)
class SoakTest {

  private static final int ACTIONS = Integer.getInteger("sonde.soak", 300);

  /** Goes from view to view; each action waits until the view is there. */
  private static final String WANDER =
      """
      async ([addresses, actions]) => {
        const main = document.getElementById('main');
        for (let i = 0; i < actions; i++) {
          delete main.dataset.shown;
          location.hash = addresses[i % addresses.length] + (i % 2 ? '?turn=' + i : '');
          for (let wait = 0; wait < 2000 && !main.dataset.shown; wait++) {
            await new Promise(resolve => setTimeout(resolve, 5));
          }
        }
      }
      """;

  @Test
  void manyActions_memoryStaysFlat(Tab tab, TestReporter reporter) {
    String file = tab.id("base.safetensors");
    List<String> addresses =
        List.of(
            "#/open",
            "#/file/" + file,
            "#/tensor/" + file + "/encoder.rnn.weight_hh",
            "#/graph/" + file,
            "#/ask/stats",
            "#/jobs",
            "#/questions");
    CDPSession session = tab.page().context().newCDPSession(tab.page());
    session.send("Performance.enable");
    tab.page().evaluate(WANDER, List.of(addresses, ACTIONS / 3));
    double early = heap(session);
    tab.page().evaluate(WANDER, List.of(addresses, ACTIONS - ACTIONS / 3));
    double late = heap(session);
    reporter.publishEntry("heap after a third and at the end, MB", early / 1e6 + ", " + late / 1e6);
    assertThat(late).isLessThan(1.3 * early + 3e6);
  }

  private static double heap(CDPSession session) {
    session.send("HeapProfiler.enable");
    session.send("HeapProfiler.collectGarbage");
    JsonObject metrics = session.send("Performance.getMetrics");
    for (JsonElement metric : metrics.getAsJsonArray("metrics")) {
      JsonObject one = metric.getAsJsonObject();
      if (one.get("name").getAsString().equals("JSHeapUsedSize")) {
        return one.get("value").getAsDouble();
      }
    }
    throw new AssertionError("the browser does not tell its heap");
  }
}
