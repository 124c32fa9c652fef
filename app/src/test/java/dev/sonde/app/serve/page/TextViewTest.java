package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A language model as a person looks at it: attention, lens, patches. */
@ExtendWith(InBrowser.class)
class TextViewTest {

  private String model = "";

  @BeforeEach
  void model(Tab tab) throws IOException {
    TextModels.in(tab.files());
    model = tab.id("tiny");
  }

  @Test
  void attention_ownText_showsEveryHeadAndTheValueUnderThePointer(Tab tab) {
    tab.atFile("tiny");
    tab.link("Attention").click();
    tab.heading("Attention");
    tab.field("text").fill("w1 w2 w3 " + TextModels.HOSTILE);
    tab.button("Read").click();
    Locator heads = tab.page().locator(".heads button");
    assertThat(heads).hasCount(6);
    assertThat(tab.page().locator(".tokens button"))
        .hasText(new String[] {"w1", "w2", "w3", TextModels.HOSTILE});
    heads.getByText("1.2").click();
    assertThat(tab.page().locator("h2").getByText("Head 1.2")).isVisible();
    assertThat(tab.page().url()).contains("head=1.2").contains("text=w1");
    // The first token sees itself alone.
    tab.page().locator(".tokens button").first().click();
    assertThat(tab.page().locator(".reading")).hasText("0 “w1” looks at 0 “w1”: 1");
    Locator canvas = tab.page().locator("canvas.pattern");
    BoundingBox box = canvas.boundingBox();
    canvas.hover(new Locator.HoverOptions().setPosition(100, box.height - 6));
    tab.page()
        .waitForFunction("() => document.querySelector('.reading').textContent.startsWith('3 ')");
    tab.page().reload();
    assertThat(tab.page().locator("h2").getByText("Head 1.2")).isVisible();
  }

  @Test
  void intervene_patch_tellsWhichPartRestoresTheAnswer(Tab tab) {
    tab.atFile("tiny");
    tab.page().locator("main .way").getByText("Intervene").click();
    tab.page().locator(".ways .way").getByText("Patch activations").click();
    tab.field("clean (required)").fill("w1 w2 w3");
    tab.field("corrupted (required)").fill("w1 w9 w3");
    tab.field("answer").fill("w4");
    tab.field("wrong").fill("w5");
    tab.button("Run").click();
    tab.page().locator(".summary h2").getByText("Effect").waitFor();
    assertThat(tab.page().locator(".summary")).containsText("recovers most");
    assertThat(tab.page().locator("ol.jobs li")).hasCount(1);
    assertThat(tab.page().locator("ol.jobs li")).containsText("sonde patch");
    tab.link("Full answer").click();
    assertThat(tab.page().locator("h1")).containsText("Which parts recover the answer");
  }

  @Test
  void intervene_steer_showsTheTextBesideRandomDirections(Tab tab) throws IOException {
    Files.writeString(tab.files().resolve("up.txt"), "w4 w5\n");
    Files.writeString(tab.files().resolve("down.txt"), "w6 w7\n");
    tab.at("#/intervene/" + model + "?way=steer&towards=up.txt&away=down.txt");
    tab.field("prompt (required)").fill("w1 w2 w3");
    tab.button("Run").click();
    tab.page().locator(".summary h2").getByText("Effect").waitFor();
    assertThat(tab.page().locator(".summary")).containsText("random");
    assertThat(tab.page().locator("ol.jobs li")).containsText("sonde steer");
  }

  @Test
  void attention_keys_goFromTokenToToken(Tab tab) {
    tab.at("#/attention?model=" + model + "&text=w1 w2 w3&head=0.0");
    Locator canvas = tab.page().locator("canvas.pattern");
    canvas.focus();
    tab.page().keyboard().press("ArrowDown");
    tab.page().keyboard().press("ArrowDown");
    assertThat(tab.page().locator(".reading")).containsText("1 “w2” looks at 0 “w1”: 0.");
  }

  @Test
  void attention_rows_sumToOne(Tab tab) {
    tab.at("#/attention?model=" + model + "&text=w1 w2 w3 w4 w5");
    tab.page().locator(".heads button").first().waitFor();
    Object sums =
        tab.page()
            .evaluate(
                """
                async () => {
                  const jobs = (await (await fetch('/api/jobs')).json()).jobs;
                  const path = '/api/attention?layer=1&job=' + jobs[0].job;
                  const all = new Float32Array(await (await fetch(path)).arrayBuffer());
                  const sums = [];
                  for (let row = 0; row < all.length / 5; row++)
                    sums.push(Math.round(1e4 * all.slice(5 * row, 5 * row + 5)
                      .reduce((a, b) => a + b)) / 1e4);
                  return sums;
                }
                """);
    assertThat((List<?>) sums).hasSize(15).allMatch(sum -> ((Number) sum).doubleValue() == 1);
  }

  @Test
  void lens_cell_opensAsADistributionThatSumsToOne(Tab tab) {
    tab.at("#/lens?model=" + model);
    tab.field("text (required)").fill("w1 w2 w3 w4");
    tab.button("Read").click();
    Locator cells = tab.page().locator(".grid td");
    assertThat(cells).hasCount(12);
    cells.first().click();
    Locator aside = tab.page().locator(".aside");
    assertThat(aside.locator("h2")).hasText("Layer 2 of 2");
    assertThat(aside).containsText("The actual next token is “w2”: rank ");
    double sum = 0;
    for (String words : aside.locator(".bars .number").allTextContents()) {
      sum += Double.parseDouble(words.replaceAll("[^0-9.]", ""));
    }
    assertThat(sum).isBetween(99.0, 101.0);
    tab.page().keyboard().press("ArrowRight");
    assertThat(aside).containsText("After token 1 “w2”");
    assertThat(tab.page().url()).contains("cell=2.1");
    tab.page().reload();
    assertThat(tab.page().locator(".aside")).containsText("After token 1 “w2”");
  }

  /** Of texts that differ in their last token alone, the stream there is all that differs. */
  @Test
  void patch_cell_opensAsWhatTheModelThenSays(Tab tab) {
    tab.at(
        "#/patch?model="
            + model
            + "&clean=w1 w2 w3&corrupted=w1 w2 w6&answer=w7&wrong=w8&part=residual");
    Locator cells = tab.page().locator(".grid td");
    assertThat(cells).hasCount(6);
    assertThat(cells.nth(5)).hasText("100");
    cells.nth(5).click();
    Locator row = tab.page().locator(".aside .bars tbody tr").first();
    row.waitFor();
    List<String> shares = row.locator("td").allTextContents();
    assertThat(shares.get(2)).as("patched, beside clean").isEqualTo(shares.get(0));
    assertThat(shares.get(2)).isNotEqualTo(shares.get(1));
  }

  @Test
  void text_thatCannotBeRead_isToldInOneLine(Tab tab) {
    tab.at("#/patch?model=" + model + "&clean=w1 w2&corrupted=w4&answer=w7&wrong=w8");
    tab.page().locator("main .error").getByText("has 2 tokens").first().waitFor();
    assertThat(tab.page().locator("[aria-busy=true]")).hasCount(0);
  }

  @Test
  void answer_leadsToItsView_andBack(Tab tab) {
    tab.at("#/ask/lens?model=" + model + "&text=w1 w2 w3");
    tab.button("Ask").click();
    tab.link("Look at the grid").click();
    tab.heading("Lens");
    assertThat(tab.page().locator(".grid td")).hasCount(9);
    tab.link("Full answer").click();
    tab.page().waitForURL("**/#/answer/**");
  }

  @Test
  void views_phone_holdNothingThatIsCutOff(Tab tab) throws IOException {
    tab.phone();
    Map<String, String> views =
        Map.of(
            "attention", "&text=w1 w2 w3 w4 w5 w6 w7 w8",
            "lens", "&text=w1 w2 w3 w4 w5 w6 w7 w8",
            "patch", "&clean=w1 w2 w3&corrupted=w4 w5 w6&answer=w7&wrong=w8");
    for (Map.Entry<String, String> view : views.entrySet()) {
      tab.at("#/" + view.getKey() + "?model=" + model + view.getValue());
      tab.page().locator(".asked .ways").waitFor();
      Object beyond =
          tab.page().evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
      assertThat(((Number) beyond).intValue()).as(view.getKey()).isLessThanOrEqualTo(0);
      assertThat(AccessibleTest.serious(tab)).as(view.getKey()).isEmpty();
    }
  }
}
