package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.sonde.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InBrowser.class)
class TensorViewTest {

  private static final Pattern READ = Pattern.compile("(\\d+), \\D*(\\d+): (\\S+)$");

  @Test
  void heatmap_pointer_readsTheValueOfTheFile(Tab tab) throws IOException {
    tab.atFile("base.safetensors");
    tab.link("head.weight").click();
    Locator heat = tab.page().locator("canvas.heat");
    heat.scrollIntoViewIfNeeded();
    tab.page().waitForTimeout(500);
    BoundingBox box = heat.boundingBox();
    tab.page().mouse().move(box.x + box.width / 3, box.y + box.height / 3);
    Locator reading = tab.page().locator(".heatmap .reading");
    assertThat(reading).hasText(READ);
    Matcher read = READ.matcher(reading.textContent());
    assertThat(read.find()).isTrue();
    int row = Integer.parseInt(read.group(1));
    int column = Integer.parseInt(read.group(2));
    Checkpoint file = Checkpoint.open(tab.files().resolve("base.safetensors"));
    float expected = file.tensor("head.weight").toFloats()[row * 64 + column];
    float shown = Float.parseFloat(read.group(3).replace('−', '-'));
    assertThat(shown).isCloseTo(expected, org.assertj.core.data.Percentage.withPercentage(0.001));
  }

  @Test
  void heatmap_keys_moveFromValueToValueAndZoom(Tab tab) {
    tab.atFile("base.safetensors");
    tab.link("head.weight").click();
    Locator heat = tab.page().locator("canvas.heat");
    heat.focus();
    tab.page().waitForTimeout(500);
    for (int i = 0; i < 8; i++) tab.page().keyboard().press("+");
    tab.page().keyboard().press("ArrowRight");
    tab.page().keyboard().press("ArrowRight");
    assertThat(tab.page().locator(".heatmap .reading")).hasText(READ);
    tab.page().waitForFunction("() => location.hash.includes('zoom=')");
    tab.page().keyboard().press("0");
    tab.page().waitForFunction("() => !location.hash.includes('zoom=')");
  }

  @Test
  void convolution_showsItsFiltersAsPictures(Tab tab) {
    tab.atFile("base.safetensors");
    tab.link("encoder.conv.weight").click();
    assertThat(tab.page().locator(".filters canvas")).hasCount(24);
  }

  @Test
  void histogram_savedAtTheWidthOfAColumn_isADrawingOfItsOwn(Tab tab) throws IOException {
    tab.atFile("base.safetensors");
    tab.link("head.weight").click();
    tab.field("Width of the saved figure").selectOption("85");
    Download svg = tab.page().waitForDownload(() -> tab.button("SVG").click());
    String text = Files.readString(svg.path());
    assertThat(text).startsWith("<svg").contains("width=\"85mm\"").doesNotContain("var(--");
    Download png = tab.page().waitForDownload(() -> tab.button("PNG").click());
    byte[] bytes = Files.readAllBytes(png.path());
    // Width of a PNG: bytes 16 to 19. 85 mm at 300 dots an inch.
    int width = ((bytes[18] & 255) << 8) | (bytes[19] & 255);
    assertThat(width).isEqualTo(Math.round(85 / 25.4f * 300));
  }
}
