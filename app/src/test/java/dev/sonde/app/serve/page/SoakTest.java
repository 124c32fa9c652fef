package dev.sonde.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import dev.sonde.checkpoint.safetensors.SafetensorsWriter;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What takes minutes: many actions one after the other, and an answer of more than 50 MB. */
@EnabledIfSystemProperty(
    named = "sonde.soak",
    matches = "true",
    disabledReason = "takes minutes; -Dsonde.soak=true runs it")
@ExtendWith(InBrowser.class)
class SoakTest {

  private static final int ACTIONS = 2000;
  private static final int WARM = 400;

  @Test
  void twoThousandActions_memoryStaysFlat(Tab tab, TestReporter reporter) throws IOException {
    TextModels.in(tab.files());
    String file = tab.id("base.safetensors");
    String other = tab.id("tuned.safetensors");
    String model = tab.id("tiny");
    List<String> views =
        List.of(
            "#/open",
            "#/file/" + file,
            "#/tensor/" + file + "/encoder.rnn.weight_hh",
            "#/tensor/" + file + "/encoder.conv.weight",
            "#/graph/" + file,
            "#/graph/" + other + "?open=encoder",
            "#/two/" + file + "/" + other,
            "#/questions",
            "#/ask/stats?with=" + file,
            "#/lens?model=" + model + "&text=w1 w2 w3",
            "#/attention?model=" + model + "&text=w1 w2 w3",
            "#/jobs",
            "#/intervene/" + file,
            "#/inputs");
    CDPSession session = tab.page().context().newCDPSession(tab.page());
    session.send("HeapProfiler.enable");
    Random random = new Random(1);
    List<Double> used = new ArrayList<>();
    for (int action = 1; action <= ACTIONS; action++) {
      String view = views.get(random.nextInt(views.size()));
      tab.page()
          .evaluate(
              """
              async ([view, key]) => {
                location.hash = view;
                await new Promise(r => setTimeout(r, 60));
                const all = document.querySelectorAll('main canvas, main button, main summary');
                if (all.length) {
                  const one = all[key % all.length];
                  one.focus();
                  one.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));
                  if (one.matches('summary')) one.click();
                }
              }
              """,
              List.of(view, random.nextInt(1000)));
      if (action % WARM == 0) used.add(memory(tab, session));
    }
    reporter.publishEntry("MB of the page after each " + WARM, used.toString());
    assertThat(used.getLast()).isLessThan(1.25 * used.getFirst() + 5);
  }

  /** MB of JavaScript objects, after what is not needed has gone. */
  private static double memory(Tab tab, CDPSession session) {
    tab.page().evaluate("() => { location.hash = '#/jobs' }");
    tab.heading("Answers");
    tab.page().waitForTimeout(1500);
    session.send("HeapProfiler.collectGarbage");
    JsonObject heap = session.send("Runtime.getHeapUsage");
    return heap.get("usedSize").getAsDouble() / 1e6;
  }

  /** The longest time without a frame since the page was told to watch. */
  private static final String WATCH =
      """
      () => {
        window.longest = 0;
        let last = performance.now();
        const frame = () => {
          const now = performance.now();
          window.longest = Math.max(window.longest, now - last);
          last = now;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }
      """;

  @Test
  void answerOfManyMegabytes_pageGoesOn(Tab tab, TestReporter reporter) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < 260_000; i++) {
      String name = "decoder.block." + i / 12 + ".attention.projection." + i + ".weight";
      tensors.add(Tensor.ofFloats(name, Shape.of(2), new float[] {i, -i}));
    }
    SafetensorsWriter.write(tensors, Map.of(), tab.files().resolve("many.safetensors"));
    tab.at("#/ask/stats?with=" + tab.id("many.safetensors"));
    tab.page().evaluate(WATCH);
    tab.button("Ask").click();
    tab.page().locator(".table table").first().waitFor();
    double bytes =
        ((Number)
                tab.page()
                    .evaluate(
                        """
                        async () => (await (await fetch('/api/jobs/' + location.hash.split('/')[2]
                          + '/page')).arrayBuffer()).byteLength
                        """))
            .doubleValue();
    double longest = ((Number) tab.page().evaluate("() => window.longest")).doubleValue();
    reporter.publishEntry("MB of the page's answer", String.valueOf(bytes / 1e6));
    reporter.publishEntry("longest time without a frame, ms", String.valueOf(longest));
    assertThat(bytes).isGreaterThan(5e7);
    tab.page().evaluate("() => { window.longest = 0 }");
    tab.page().getByPlaceholder("Filter rows").first().fill("projection.219999");
    tab.reads("1 of ");
    longest = ((Number) tab.page().evaluate("() => window.longest")).doubleValue();
    reporter.publishEntry("the same while filtering, ms", String.valueOf(longest));
  }
}
