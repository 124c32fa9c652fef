package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Points over layers and epochs, with their inputs, errors and trust. */
@ExtendWith(InBrowser.class)
class LayersViewTest {

  private static void asked(Tab tab) throws IOException {
    MadeImages.write(tab.files());
    String first = tab.id("epoch1.safetensors");
    String second = tab.id("epoch2.safetensors");
    tab.at(
        "#/ask/activity?model="
            + first
            + "%0A"
            + second
            + "&input="
            + tab.files().resolve("images.npy")
            + "&labels="
            + tab.files().resolve("labels.txt")
            + "&iterations=40&trees=1&perplexity=8");
    tab.button("Ask").click();
    tab.link("Look at the points").click();
    tab.heading("Projection");
  }

  @Test
  void slider_movesOverLayersAndEpochs_besideErrorsAndInputs(Tab tab) throws IOException {
    asked(tab);
    Locator slider = tab.field("Layer or epoch");
    Locator name = tab.page().locator("label.over span");
    assertThat(name).containsText("trustworthiness 0.");
    String first = name.textContent();
    slider.evaluate("s => { s.value = '0.5'; s.dispatchEvent(new Event('input')); }");
    tab.page().waitForFunction("() => location.hash.includes('frame=0.50')");
    slider.focus();
    slider.evaluate("s => { s.value = '1'; s.dispatchEvent(new Event('input')); }");
    assertThat(name).not().hasText(first);
    tab.choice("Over").selectOption("1");
    assertThat(name).containsText("epoch1.safetensors");
    assertThat(tab.page().locator("aside")).containsText("Nothing is selected");
    tab.choice("Colour").selectOption("error");
    assertThat(tab.page().locator(".legend")).containsText("wrong");
    Locator canvas = tab.page().locator(".stage canvas").first();
    canvas.focus();
    tab.page().keyboard().press("n");
    Locator picture = tab.page().locator(".aside > canvas.thumbnail");
    picture.waitFor();
    // Of input 0 row 0 is bright, all others are dark.
    List<?> pixels =
        (List<?>)
            picture.evaluate(
                "c => [0, 5].map(y => c.getContext('2d').getImageData(3, y, 1, 1).data[0])");
    assertThat(((Number) pixels.get(0)).intValue()).isEqualTo(255);
    assertThat(((Number) pixels.get(1)).intValue()).isZero();
    assertThat(tab.page().locator(".aside dl")).containsText("predicted");
    assertThat(AccessibleTest.serious(tab)).isEmpty();
  }

  @Test
  void trust_ofEachPoint_isAColour(Tab tab) throws IOException {
    Random random = new Random(4);
    float[] values = new float[200 * 5];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    NpyWriter.write(
        Tensor.ofFloats("v", Shape.of(200, 5), values), tab.files().resolve("vectors.npy"));
    tab.at("#/ask/project?source=" + tab.id("vectors.npy") + "&method=pca");
    tab.button("Ask").click();
    tab.link("Look at the points").click();
    tab.choice("Colour").selectOption("trust");
    assertThat(tab.page().locator(".scale")).containsText("trust, of 12 neighbours");
    tab.page().locator(".stage canvas").first().focus();
    tab.page().keyboard().press("n");
    assertThat(tab.page().locator(".aside dl")).containsText("trust, of 12 neighbours");
    assertThat(tab.page().locator(".aside ol li")).hasCount(10);
  }
}
