package dev.sonde.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** axe-core's rules, contrast among them, in light and in dark, wide and narrow. */
@ExtendWith(InBrowser.class)
class AccessibleTest {

  private static final String AXE = "/axe.min.js";

  private static final String VIOLATIONS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations
        .filter(v => v.impact === 'serious' || v.impact === 'critical')
        .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)
          + ' ' + (n.any[0]?.message ?? '')).join(' | '))
      """;

  @Test
  void views_light_holdNoSeriousFinding(Tab tab) throws IOException {
    look(tab);
  }

  @Test
  void views_dark_holdNoSeriousFinding(Tab tab) throws IOException {
    tab.dark();
    look(tab);
  }

  @Test
  void views_phone_holdNoSeriousFinding(Tab tab) throws IOException {
    tab.phone();
    look(tab);
  }

  private static void look(Tab tab) throws IOException {
    String file = tab.id("base.safetensors");
    String other = tab.id("tuned.safetensors");
    for (String address :
        List.of(
            "#/open",
            "#/file/" + file,
            "#/tensor/" + file + "/encoder.conv.weight",
            "#/graph/" + file,
            "#/questions",
            "#/ask/stats?with=" + file,
            "#/ask/compare",
            "#/two/" + file + "/" + other,
            "#/intervene/" + file,
            "#/jobs",
            "#/points",
            "#/inputs",
            "#/sql",
            "#/notes")) {
      tab.at(address);
      tab.settle();
      assertThat(serious(tab)).as(address).isEmpty();
    }
  }

  /** What axe-core finds in the view that is shown. */
  static List<?> serious(Tab tab) throws IOException {
    tab.page().evaluate(axe());
    return (List<?>) tab.page().evaluate(VIOLATIONS);
  }

  private static String axe() throws IOException {
    try (InputStream in = AccessibleTest.class.getResourceAsStream(AXE)) {
      if (in == null) throw new AssertionError("the class path lacks " + AXE);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
