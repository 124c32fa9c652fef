package dev.sonde.figure.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.figure.scene.ImageSheet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedViewTest {
  private static final int INPUTS = 200;
  private static final int NEURONS = 40;
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"&'\\ \u202e";

  @TempDir Path folder;

  /** Neuron k is active for inputs of class k % 4; input 5 is taken for class 2. */
  static LinkedView view() {
    Random random = new Random(1);
    float[] values = new float[INPUTS * NEURONS];
    List<LinkedView.Input> inputs = new ArrayList<>();
    byte[] pixels = new byte[INPUTS * 64];
    for (int i = 0; i < INPUTS; i++) {
      int label = i % 4;
      double x = (label % 2 == 0 ? -3 : 3) + random.nextGaussian();
      double y = (label < 2 ? -3 : 3) + random.nextGaussian();
      inputs.add(new LinkedView.Input("image " + i, x, y, label, i == 5 ? 2 : label));
      for (int k = 0; k < NEURONS; k++) {
        double on = k % 4 == label ? 2 : 0;
        values[i * NEURONS + k] = (float) Math.max(0, on + .3 * random.nextGaussian());
      }
      for (int p = 0; p < 64; p++) pixels[i * 64 + p] = (byte) (p * 4 + i);
    }
    List<LinkedView.Neuron> neurons = new ArrayList<>();
    for (int k = 0; k < NEURONS; k++) {
      neurons.add(
          new LinkedView.Neuron(
              "fc4[" + k + "]", random.nextGaussian(), random.nextGaussian(), k % 4, .8));
    }
    return LinkedView.of(
        "Layer " + HOSTILE,
        List.of("cat", "dog", HOSTILE, "ship"),
        inputs,
        neurons,
        Points.of(values, INPUTS, NEURONS),
        IntStream.range(0, NEURONS).boxed().toList(),
        ImageSheet.of(INPUTS, 1, 8, 8, pixels));
  }

  static String page() {
    return HtmlPage.of(
        new Page(
            "Linked",
            "",
            List.of(),
            List.of(new Page.Section("View", List.of(new Block.Linked(view()))))));
  }

  @Test
  void names_areEscaped() {
    assertThat(page())
        .doesNotContain("</script><img")
        .doesNotContain("<img src=x")
        .doesNotContain("\u202e")
        .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
  }

  @Test
  void page_withItsPolicy_drawsBothPanels() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    Path html = Files.writeString(folder.resolve("view.html"), page());
    assertThat(chromium.elements(html, 1200))
        .contains("data-kind=\"inputs\"")
        .contains("data-kind=\"neurons\"")
        .contains("200 inputs and 40 neurons.");
  }

  @Test
  void selectedInputs_nameTheNeuronsOfTheirClass_andNeuronsTheInputs() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    String[] found =
        probe(
            chromium,
            "const say = () => document.querySelector('.status').textContent;"
                + "const buttons = document.querySelectorAll('.linked .tools button');"
                + "buttons[3].click(); const ship = say();"
                + "const c = document.querySelector('canvas[data-kind=neurons]');"
                + "const r = c.getBoundingClientRect();"
                + "const e = (t, x, y) => c.dispatchEvent(new PointerEvent(t, {clientX: x, clientY:"
                + " y}));"
                + "e('pointerdown', r.left + 1, r.top + 1);"
                + "e('pointermove', r.right - 1, r.bottom - 1);"
                + "e('pointerup', r.right - 1, r.bottom - 1);"
                + "document.title = ship + ' || ' + say();");
    assertThat(found[0]).startsWith("50 inputs selected. Most active neurons");
    Matcher neuron = Pattern.compile("fc4\\[(\\d+)\\]").matcher(found[0]);
    int named = 0;
    while (neuron.find()) {
      assertThat(Integer.parseInt(neuron.group(1)) % 4).isEqualTo(3);
      named++;
    }
    assertThat(named).isEqualTo(5);
    assertThat(found[1])
        .startsWith("40 neurons selected. Most active for inputs")
        .contains("image ");
  }

  @Test
  void pointerOnAnInput_showsItsPictureAndItsClasses() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    String[] found =
        probe(
            chromium,
            "const view = JSON.parse(document.querySelector('.linked').dataset.view);"
                + "const c = document.querySelector('canvas[data-kind=inputs]');"
                + "const r = c.getBoundingClientRect();"
                + "const xs = view.inputs.map(p => p[1]), ys = view.inputs.map(p => p[2]);"
                + "const w = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) -"
                + " Math.min(...ys));"
                + "const at = i => [240 + (xs[i] - (Math.max(...xs) + Math.min(...xs)) / 2) * 448 /"
                + " w, 240 - (ys[i] - (Math.max(...ys) + Math.min(...ys)) / 2) * 448 / w];"
                + "const [x, y] = at(5);"
                + "c.dispatchEvent(new PointerEvent('pointermove', {clientX: r.left + x * r.width /"
                + " 480, clientY: r.top + y * r.height / 480}));"
                + "document.title = document.querySelector('.tip').textContent;");
    assertThat(found[0]).startsWith("image 5: dog, taken for </script><img");
  }

  private String[] probe(Chromium chromium, String script) throws Exception {
    String page =
        page()
            .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace("</body>", "<script>{" + script + "}</script></body>");
    Path html = Files.writeString(folder.resolve("probe.html"), page);
    Matcher title =
        Pattern.compile("<title>([^<]*)</title>").matcher(chromium.elements(html, 1200));
    assertThat(title.find()).isTrue();
    return title.group(1).replace("&lt;", "<").replace("&gt;", ">").split(" \\|\\| ", -1);
  }

  @Test
  void screenshot_hasPointsOfEveryClass() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    Path html = Files.writeString(folder.resolve("view.html"), page());
    Path png = chromium.screenshot(html, 1200, 1000, "view.png");
    String keep = System.getProperty("sonde.keep", "");
    if (!keep.isEmpty()) Files.copy(png, Path.of(keep));
    var picture = javax.imageio.ImageIO.read(png.toFile());
    int coloured = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int rgb = picture.getRGB(x, y);
        int spread =
            Math.max(rgb >> 16 & 255, Math.max(rgb >> 8 & 255, rgb & 255))
                - Math.min(rgb >> 16 & 255, Math.min(rgb >> 8 & 255, rgb & 255));
        coloured += spread > 80 ? 1 : 0;
      }
    }
    assertThat(coloured).isGreaterThan(3000);
  }
}
