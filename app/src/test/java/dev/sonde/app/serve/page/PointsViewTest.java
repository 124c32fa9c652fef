package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** The canvas of the projection by itself, with a million points that are made in the page. */
@ExtendWith(InBrowser.class)
class PointsViewTest {

  /** Points on a spiral and their colours; what is chosen is kept where the test can read it. */
  private static final String STAGE =
      """
      async ([n, card]) => {
        const { stage } = await import('/static/views/points/stage.js');
        const { column, coloured } = await import('/static/views/points/columns.js');
        const positions = new Float32Array(2 * n);
        const label = new Int32Array(n);
        let state = 1;
        const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32);
        for (let i = 0; i < n; i++) {
          positions[2 * i] = 2 * random() - 1;
          positions[2 * i + 1] = 2 * random() - 1;
          label[i] = (positions[2 * i] > 0) + 2 * (positions[2 * i + 1] > 0);
        }
        const main = document.getElementById('main');
        main.replaceChildren();
        main.className = 'points';
        const view = stage({ positions, label: 'Test', words: i => 'point ' + i,
          chosen: points => { window.chosen = points; }, signal: new AbortController().signal,
          card });
        main.append(view.element, view.reading);
        const by = column({ key: 'label', type: 'text', levels: ['a', 'b', 'c', 'd'], codes: label });
        const { colours, shapes } = coloured(by, n);
        view.colour(colours, shapes);
        window.stage = view;
        window.positions = positions;
      }
      """;

  /** Frames a second while the view moves, each finished before the next. */
  private static final String SPEED =
      """
      async () => {
        const canvas = document.querySelector('.stage canvas');
        const gl = canvas.getContext('webgl2');
        const g = gl ? null : canvas.getContext('2d');
        const pixel = new Uint8Array(4);
        const finish = () => gl ? gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
          : g.getImageData(0, 0, 1, 1);
        const frames = 30;
        const start = performance.now();
        for (let i = 0; i < frames; i++) {
          window.stage.zoom(i % 2 ? 1.02 : 1 / 1.02);
          await new Promise(requestAnimationFrame);
          finish();
        }
        return 1000 * frames / (performance.now() - start);
      }
      """;

  /** Every chosen point lies within the box that the rope was drawn around, and no other does. */
  private static final String CHECK =
      """
      () => {
        const chosen = new Set(window.chosen);
        let [l, r, b, t] = [1, -1, 1, -1];
        for (const i of chosen) {
          const [x, y] = [window.positions[2 * i], window.positions[2 * i + 1]];
          l = Math.min(l, x); r = Math.max(r, x); b = Math.min(b, y); t = Math.max(t, y);
        }
        let inside = 0;
        for (let i = 0; i < window.positions.length / 2; i++) {
          const [x, y] = [window.positions[2 * i], window.positions[2 * i + 1]];
          if (x >= l && x <= r && y >= b && y <= t) inside++;
        }
        return { chosen: chosen.size, inside, width: r - l, height: t - b };
      }
      """;

  @Test
  void millionPoints_areDrawnAndChosenByALasso(Tab tab, TestReporter reporter) {
    tab.at("#/jobs");
    tab.page().evaluate(STAGE, List.of(1_000_000, false));
    tab.page().waitForTimeout(1500);
    reporter.publishEntry("frames a second", String.valueOf(tab.page().evaluate(SPEED)));
    Object colours =
        tab.page()
            .evaluate(
                """
                () => {
                  const canvas = document.querySelector('.stage canvas');
                  const copy = document.createElement('canvas');
                  copy.width = copy.height = 64;
                  const g = copy.getContext('2d');
                  g.drawImage(canvas, 0, 0, 64, 64);
                  const seen = new Set();
                  const data = g.getImageData(0, 0, 64, 64).data;
                  for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 3).join());
                  return seen.size;
                }
                """);
    assertThat(((Number) colours).intValue()).as("colours in the picture").isGreaterThan(4);
    BoundingBox box = tab.page().locator(".stage canvas").first().boundingBox();
    double x = box.x + box.width / 2;
    double y = box.y + box.height / 2;
    Mouse mouse = tab.page().mouse();
    tab.page().keyboard().down("Shift");
    mouse.move(x - 60, y - 40);
    mouse.down();
    for (double[] to : new double[][] {{60, -40}, {60, 40}, {-60, 40}, {-60, -40}}) {
      mouse.move(x + to[0], y + to[1], new Mouse.MoveOptions().setSteps(5));
    }
    mouse.up();
    tab.page().keyboard().up("Shift");
    tab.page().waitForFunction("() => window.chosen && window.chosen.length > 1");
    Map<?, ?> found = (Map<?, ?>) tab.page().evaluate(CHECK);
    assertThat(found.get("chosen")).isEqualTo(found.get("inside"));
    double ratio =
        ((Number) found.get("width")).doubleValue() / ((Number) found.get("height")).doubleValue();
    assertThat(ratio).isBetween(1.45, 1.55);
  }

  /** Where the same points are drawn by WebGL and without it, and how far the pictures differ. */
  private static final String PICTURE =
      """
      () => {
        const canvas = document.querySelector('.stage canvas');
        const copy = document.createElement('canvas');
        copy.width = 96;
        copy.height = 48;
        const g = copy.getContext('2d');
        g.fillStyle = getComputedStyle(canvas).backgroundColor;
        g.fillRect(0, 0, 96, 48);
        g.drawImage(canvas, 0, 0, 96, 48);
        return [...g.getImageData(0, 0, 96, 48).data];
      }
      """;

  @Test
  void picture_withoutACard_isThatOfWebGl(Tab tab) {
    List<List<?>> pictures = new ArrayList<>();
    for (boolean card : new boolean[] {true, false}) {
      tab.at("#/jobs");
      tab.page().evaluate(STAGE, List.of(20_000, card));
      tab.page().waitForTimeout(500);
      tab.page().evaluate("() => window.stage.strong([5, 6, 7])");
      tab.page().evaluate("() => window.stage.strong([])");
      tab.page().waitForTimeout(500);
      boolean drawn =
          (boolean)
              tab.page()
                  .evaluate("() => !!document.querySelector('.stage canvas').getContext('webgl2')");
      assertThat(drawn).as("drawn by WebGL").isEqualTo(card);
      pictures.add((List<?>) tab.page().evaluate(PICTURE));
    }
    double far = 0;
    for (int i = 0; i < pictures.getFirst().size(); i++) {
      far +=
          Math.abs(
              ((Number) pictures.getFirst().get(i)).doubleValue()
                  - ((Number) pictures.getLast().get(i)).doubleValue());
    }
    assertThat(far / pictures.getFirst().size()).as("mean difference of 255").isLessThan(6);
  }

  @Test
  void nearest_ofAPoint_areThoseOfAFullSearch(Tab tab) {
    tab.at("#/jobs");
    tab.page().evaluate(STAGE, List.of(5000, false));
    tab.page().waitForTimeout(500);
    List<?> near = (List<?>) tab.page().evaluate("() => window.stage.near(17, 10)");
    List<?> expected =
        (List<?>)
            tab.page()
                .evaluate(
                    """
                    () => {
                      const p = window.positions;
                      const far = i => (p[2 * i] - p[34]) ** 2 + (p[2 * i + 1] - p[35]) ** 2;
                      return [...Array(5000).keys()].filter(i => i !== 17)
                        .sort((a, b) => far(a) - far(b)).slice(0, 10);
                    }
                    """);
    assertThat((Object) near).isEqualTo(expected);
  }

  @Test
  void keys_goFromPointToPoint(Tab tab) {
    tab.at("#/jobs");
    tab.page().evaluate(STAGE, List.of(100, false));
    tab.page().waitForTimeout(500);
    tab.page().locator(".stage canvas").first().focus();
    tab.page().keyboard().press("n");
    tab.page().keyboard().press("n");
    assertThat(tab.page().locator(".reading")).hasText("point 1");
  }
}
