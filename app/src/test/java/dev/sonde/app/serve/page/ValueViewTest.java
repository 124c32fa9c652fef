package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Networks that are shown the reader's own inputs: values and gradients at sites, interventions.
 */
@ExtendWith(InBrowser.class)
class ValueViewTest {

  private static final String NETWORK = "epoch1.safetensors";

  @Test
  void chosenPart_withAnInput_showsItsValueAndGradient(Tab tab) throws IOException {
    MadeImages.write(tab.files());
    tab.atFile(NETWORK);
    tab.link("Graph and modules").click();
    Locator canvas = tab.page().locator(".graph canvas").first();
    canvas.focus();
    tab.page().keyboard().press("ArrowDown");
    tab.page().keyboard().press("ArrowDown");
    Locator input = tab.page().locator(".aside label:has-text('Input') select");
    input.selectOption(tab.files().resolve("images.npy").toString());
    Locator aside = tab.page().locator(".aside section[aria-label='For an input']");
    assertThat(aside.locator("svg")).hasCount(2);
    assertThat(aside).containsText("mean");
    assertThat(tab.page().url()).contains("input=").contains("node=");
    tab.link("Gradient of the largest output").click();
    tab.reads("Gradient of each example's largest output with respect to this site.");
    Locator heat = tab.page().locator(".heatmap canvas.heat");
    heat.waitFor();
    heat.focus();
    tab.page().keyboard().press("ArrowRight");
    assertThat(tab.page().locator(".heatmap .reading")).containsText("example 0");
    assertThat(tab.page().locator("details.how")).containsText("--gradient");
    tab.settle();
    assertThat(AccessibleTest.serious(tab)).isEmpty();
  }

  @Test
  void unitsOfAnyNetwork_onInputsOfOnesOwn_standBesideRandomOnes(Tab tab) throws IOException {
    MadeImages.write(tab.files());
    tab.atFile(NETWORK);
    tab.page().locator("main .way").getByText("Intervene").click();
    tab.field("site").fill("**");
    tab.field("group").fill("0-1");
    tab.field("A file for input").selectOption(tab.files().resolve("images.npy").toString());
    tab.field("A file for labels").selectOption(tab.files().resolve("labels.txt").toString());
    tab.button("Run").click();
    Locator first = tab.page().locator("ol.jobs li").first();
    assertThat(first).containsText("of the answers changed, without 2 chosen units");
    assertThat(first).containsText("without as many random ones");
    assertThat(first.locator("details.how")).containsText("--only-groups");
    assertThat(AccessibleTest.serious(tab)).isEmpty();
  }
}
