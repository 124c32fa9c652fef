package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InBrowser.class)
class GraphViewTest {

  /** A chain of ten thousand nodes; frames a second while it is dragged. */
  private static final String MANY =
      """
      async n => {
        const { drawing } = await import('/static/views/graph/drawing.js');
        const nodes = Array.from({ length: n }, (_, i) => ({ id: 'n' + i, parent: null,
          label: 'node ' + i, kind: 'call', operator: 'Relu', sites: [],
          x: 130 * (i % 100), y: 60 * Math.floor(i / 100), width: 110, height: 38 }));
        const edges = nodes.slice(1).map((to, i) => ({ id: 'e' + i, from: 'n' + i, to: to.id,
          points: [[nodes[i].x + 55, nodes[i].y + 38], [to.x + 55, to.y]] }));
        const view = drawing({ choose: node => { window.chosen = node; }, open: () => {},
          label: 'Test', signal: new AbortController().signal });
        const main = document.getElementById('main');
        const box = document.createElement('div');
        box.className = 'graph';
        box.append(view.element);
        main.replaceChildren(box);
        view.show({ nodes, edges, width: 13000, height: 6000 }, null);
        await new Promise(requestAnimationFrame);
        view.whole();
        const start = performance.now();
        const frames = 20;
        for (let i = 0; i < frames; i++) {
          view.zoom(i % 2 ? 1.01 : 1 / 1.01);
          await new Promise(requestAnimationFrame);
        }
        await new Promise(requestAnimationFrame);
        return 1000 * frames / (performance.now() - start);
      }
      """;

  @Test
  void graph_chosenPart_leadsToItsWeights(Tab tab) {
    tab.atFile("base.safetensors");
    tab.link("Graph and modules").click();
    tab.heading("Graph");
    Locator canvas = tab.page().locator(".graph canvas").first();
    canvas.focus();
    tab.page().keyboard().press("ArrowDown");
    tab.page().keyboard().press("ArrowDown");
    tab.page().waitForFunction("() => location.hash.includes('node=')");
    Locator weights = tab.page().locator(".aside a[href*=tensor]").first();
    weights.waitFor();
    String name = weights.textContent();
    weights.click();
    tab.heading(name);
  }

  @Test
  void graph_moduleOpensInPlace_alsoAsTree(Tab tab) {
    tab.atFile("base.safetensors");
    tab.link("Graph and modules").click();
    tab.page().locator("summary").getByText("The same as a tree").click();
    tab.button("Open encoder").click();
    assertThat(tab.page().locator(".tree")).containsText("rnn");
    assertThat(tab.page().url()).contains("open=encoder");
    tab.page().reload();
    tab.page().locator("summary").getByText("The same as a tree").click();
    assertThat(tab.page().locator(".tree")).containsText("rnn");
  }

  @Test
  void graph_paintedByChange_namesThePartThatChangedMost(Tab tab) {
    String other = tab.id("base.safetensors");
    tab.atFile("tuned.safetensors");
    tab.link("Graph and modules").click();
    tab.choice("Colour").selectOption("change");
    tab.choice("The other file").selectOption(other);
    assertThat(tab.page().locator(".graph .reading")).containsText("Greatest: encoder with 0.");
    assertThat(tab.page().locator(".scale")).isVisible();
  }

  @Test
  void tenThousandNodes_areDrawnAndFound(Tab tab, TestReporter reporter) {
    tab.at("#/jobs");
    Object speed = tab.page().evaluate(MANY, 10_000);
    reporter.publishEntry("frames a second, 10 000 nodes in sight", String.valueOf(speed));
    Locator canvas = tab.page().locator("canvas");
    BoundingBox box = canvas.boundingBox();
    canvas.click(
        new Locator.ClickOptions().setPosition(box.width / 2, box.height / 2).setForce(true));
    Object chosen = tab.page().evaluate("() => window.chosen === undefined");
    assertThat(chosen).isEqualTo(false);
  }
}
