package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.sonde.checkpoint.safetensors.SafetensorsWriter;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Groups of models and two models in one view. */
@ExtendWith(InBrowser.class)
class GroupsViewTest {

  @Test
  void groups_distancesWithinAndBetween_andADotOpensItsRun(Tab tab) throws IOException {
    StringBuilder groups = new StringBuilder();
    Random random = new Random(2);
    for (String group : List.of("a", "b")) {
      groups.append(groups.isEmpty() ? "" : "%0A").append(group).append("=");
      for (int run = 1; run <= 3; run++) {
        float[] values = new float[400];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextGaussian() * (group.equals("a") ? 1 : 3);
        }
        String name = group + run + ".safetensors";
        SafetensorsWriter.write(
            List.of(Tensor.ofFloats("w", Shape.of(20, 20), values)),
            Map.of(),
            tab.files().resolve(name));
        groups.append(run == 1 ? "" : ",").append(tab.files().resolve(name));
      }
    }
    tab.at("#/open");
    tab.at("#/ask/compare?group=" + groups);
    tab.button("Ask").click();
    tab.link("Look at runs and distances").click();
    tab.heading("Groups of models");
    // Three pairs within each group, nine between; a stroke for each row's mean.
    Locator distances = tab.page().locator("svg[aria-label=Distances]");
    assertThat(distances.locator("path")).hasCount(15);
    assertThat(distances).containsText("within a");
    assertThat(distances).containsText("between groups");
    Locator runs = tab.page().locator("svg[aria-label=Runs] a");
    assertThat(runs).hasCount(6);
    assertThat(AccessibleTest.serious(tab)).isEmpty();
    runs.first().focus();
    tab.page().keyboard().press("Enter");
    tab.heading("a1.safetensors");
  }

  /** Points of a plane come back with the distances that they have. */
  @Test
  void plane_ofPointsInAPlane_keepsTheirDistances(Tab tab) {
    tab.at("#/jobs");
    Object far =
        tab.page()
            .evaluate(
                """
                async () => {
                  const { plane } = await import('/static/views/groups/plane.js');
                  const points = [[0, 0], [4, 0], [0, 3], [4, 3], [2, 7]];
                  const far = all => all.map(a => all.map(b => Math.hypot(a[0] - b[0], a[1] - b[1])));
                  const { at, share } = plane(far(points));
                  const [before, after] = [far(points), far(at)];
                  return Math.max(1 - share,
                    ...before.flatMap((row, i) => row.map((d, j) => Math.abs(d - after[i][j]))));
                }
                """);
    assertThat(((Number) far).doubleValue()).isLessThan(1e-6);
  }

  @Test
  void similarity_grid_cellShowsItsControl(Tab tab) throws IOException {
    MadeImages.write(tab.files());
    String models = tab.id("epoch1.safetensors") + "%0A" + tab.id("epoch2.safetensors");
    tab.at(
        "#/ask/similarity?model="
            + models
            + "&input="
            + tab.files().resolve("images.npy")
            + "&measure=linear-cka,procrustes");
    tab.button("Ask").click();
    tab.link("Look at the grid").click();
    tab.heading("Similarity");
    Locator cells = tab.page().locator(".grid td");
    cells.first().waitFor();
    tab.choice("Measure").selectOption("1");
    cells.first().click();
    assertThat(tab.page().locator(".aside")).containsText("control");
    assertThat(tab.page().locator(".aside dd").first())
        .hasText(tab.page().locator(".grid tbody th").first().textContent());
    assertThat(AccessibleTest.serious(tab)).isEmpty();
  }
}
