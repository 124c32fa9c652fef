package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.SelectOption;
import dev.sonde.question.Question;
import dev.sonde.question.Questions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InBrowser.class)
class QuestionViewTest {

  @Test
  void questions_everyDeclaredOne_hasAFormWithEverySetting(Tab tab) {
    tab.at("#/questions");
    for (Question<?, ?> question : Questions.all()) {
      String name = question.about().name();
      tab.page().evaluate("name => { location.hash = '#/ask/' + name }", name);
      tab.heading(name);
      int settings = question.about().codec().specs().size();
      assertThat(tab.page().locator("form .field")).hasCount(settings);
    }
  }

  @Test
  void ask_stats_leadsToItsPageWithCommandAndJava(Tab tab) {
    tab.atFile("base.safetensors");
    tab.link("stats").click();
    tab.button("Ask").click();
    tab.page().waitForURL("**/#/answer/**");
    Locator table =
        tab.page()
            .locator(".table table", new Page.LocatorOptions().setHasText("encoder.rnn.weight_hh"));
    assertThat(table.locator("tbody tr"))
        .hasCount(4, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
    assertThat(tab.page().locator(".how pre").first()).containsText("sonde stats ");
    assertThat(tab.page().locator(".how pre").nth(1)).containsText("StatsQuestion");
    table.getByText("encoder.rnn.weight_hh").click();
    tab.heading("encoder.rnn.weight_hh");
  }

  @Test
  void ask_sameAgain_isAnsweredFromTheFirst(Tab tab) {
    tab.atFile("base.safetensors");
    tab.link("stats").click();
    tab.button("Ask").click();
    tab.page().locator(".table table").first().waitFor();
    String first = tab.page().url();
    tab.link("Ask with other settings").click();
    tab.heading("stats");
    tab.button("Ask").click();
    tab.page().waitForURL(first);
    tab.at("#/jobs");
    assertThat(tab.page().locator(".jobs > li")).hasCount(1);
  }

  @Test
  void ask_valueOutOfBounds_isToldAtItsField(Tab tab) {
    tab.atFile("base.safetensors");
    tab.link("stats").click();
    tab.page().locator("summary", new Page.LocatorOptions().setHasText("Settings")).click();
    tab.field("samples").fill("-3");
    tab.button("Ask").click();
    tab.reads("Must be 0 to 1000000.");
    assertThat(tab.field("samples")).hasAttribute("aria-invalid", "true");
    assertThat(tab.field("samples")).isFocused();
    tab.field("samples").fill("many");
    tab.button("Ask").click();
    tab.reads("'many' is no number.");
  }

  @Test
  void ask_failed_saysWhyInOneLine(Tab tab) {
    tab.atFile("base.safetensors");
    tab.link("heatmap").click();
    tab.field("address (required)").fill("no.such.tensor");
    tab.button("Ask").click();
    tab.page().locator("main .error").getByText("no.such.tensor").first().waitFor();
    tab.forget("400");
  }

  @Test
  void twoModels_threeClicks_nameTheTensorThatDiffersMost(Tab tab) {
    tab.atFile("base.safetensors");
    tab.link("Compare with another file").click();
    tab.heading("Two models");
    tab.choice("To")
        .selectOption(new SelectOption().setLabel(tab.files().resolve("tuned.safetensors") + ""));
    tab.page().locator(".summary .findings").waitFor();
    String found = tab.page().locator(".summary .findings").textContent();
    assertThat(found).contains("most of all encoder.rnn.weight_hh");
  }

  @Test
  void table_filterAndSort_byKeys(Tab tab) {
    tab.atFile("adder.safetensors");
    tab.link("ablate").click();
    tab.field("sums").evaluate("field => field.closest('details').open = true");
    tab.field("sums").fill("200");
    tab.button("Ask").click();
    Locator filter = tab.page().getByPlaceholder("Filter rows");
    filter.fill("encoder");
    assertThat(tab.page().locator(".tools").getByText("12 of 24 rows")).isVisible();
    Locator head = tab.page().locator("thead button").getByText("exact lost");
    head.focus();
    tab.page().keyboard().press("Enter");
    assertThat(tab.page().locator("th[aria-sort=descending]")).containsText("exact lost");
  }

  @Test
  void intervene_groupOfUnits_standsBesideRandomOnes(Tab tab) {
    tab.atFile("adder.safetensors");
    tab.page().locator("main .way").getByText("Intervene").click();
    tab.field("group").fill("0-3");
    tab.field("sums").evaluate("field => field.closest('details').open = true");
    tab.field("sums").fill("100");
    tab.button("Run").click();
    tab.reads("without 4 chosen units; without as many random ones");
    tab.reads("(10 groups)");
    assertThat(tab.page().locator("ol.jobs li")).hasCount(1);
  }
}
