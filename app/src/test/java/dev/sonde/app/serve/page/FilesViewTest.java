package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InBrowser.class)
class FilesViewTest {

  @Test
  void open_folder_showsFindingsThatLeadToTheTensor(Tab tab) {
    tab.at("#/open");
    assertThat(tab.page().locator("h1")).hasText("4 files");
    tab.page().locator(".summary").getByText("head.bias").first().click();
    tab.heading("head.bias");
    assertThat(tab.page().locator(".subtitle")).containsText("float32 · 10");
  }

  @Test
  void file_namesAreShownAsText(Tab tab) {
    tab.atFile(SmallFiles.HOSTILE);
    tab.reads("a\\u202eb\\x07<script>alert(2)</script>");
    tab.page().locator("tbody a").first().click();
    tab.heading("a\\u202eb\\x07<script>alert(2)</script>");
    assertThat(tab.page().locator("img")).hasCount(0);
    assertThat(tab.page().locator("script")).hasCount(1);
  }

  @Test
  void tensors_findAndSort_isInTheAddress(Tab tab) {
    tab.atFile("base.safetensors");
    tab.field("Find tensors by name").fill("weight");
    tab.reads("3 tensors");
    tab.page().locator("thead button").getByText("max").click();
    assertThat(tab.page().locator("tbody tr").first()).containsText("head.weight");
    String address = tab.page().url();
    assertThat(address).contains("find=weight").contains("sort=max");
    tab.page().reload();
    tab.reads("3 tensors");
    assertThat(tab.page().locator("tbody tr").first()).containsText("head.weight");
  }

  @Test
  void finder_typedName_leadsByKeysAlone(Tab tab) {
    tab.atFile("base.safetensors");
    tab.page().keyboard().press("/");
    tab.page().keyboard().type("rnn.weight");
    tab.page().locator("#found [role=option]").getByText("encoder.rnn.weight_hh").waitFor();
    tab.page().keyboard().press("Enter");
    tab.heading("encoder.rnn.weight_hh");
    tab.page().goBack();
    tab.heading("base.safetensors");
  }

  @Test
  void folder_thatTrainingWritesTo_showsNewFilesInEveryTab(Tab tab) throws IOException {
    tab.at("#/open");
    Page second = tab.second();
    Files.copy(
        tab.files().resolve("base.safetensors"),
        tab.files().resolve("epoch2.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
    tab.page().locator("#side").getByText("epoch2.safetensors").waitFor();
    assertThat(tab.page().locator("h1")).hasText("5 files");
    second.bringToFront();
    second.locator("#side").getByText("epoch2.safetensors").waitFor();
  }

  @Test
  void address_ofNothing_isAWayBack(Tab tab) {
    tab.at("#/nonsense");
    tab.heading("This cannot be shown");
    tab.link("To the files that are open").click();
    tab.heading("4 files");
  }

  @Test
  void print_keepsColoursAndTitlesOfColumns_andNoTools(Tab tab) {
    tab.atFile("base.safetensors");
    tab.reads("encoder.conv.weight");
    tab.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(tab.page().locator("thead button").getByText("max")).isVisible();
    assertThat(tab.page().locator("#side")).isHidden();
    assertThat(tab.field("Find tensors by name")).isHidden();
    assertThat(tab.page().locator("main")).hasCSS("print-color-adjust", "exact");
  }

  @Test
  void phone_menuOpensAndNothingIsCutOff(Tab tab) {
    tab.phone();
    tab.at("#/open");
    tab.button("Menu").click();
    tab.page().locator("#side").getByText("Questions").click();
    tab.heading("Questions");
    for (String address : new String[] {"#/open", "#/questions", "#/jobs", "#/two", "#/inputs"}) {
      tab.at(address);
      Object beyond =
          tab.page().evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
      assertThat(((Number) beyond).intValue()).as(address).isLessThanOrEqualTo(0);
    }
  }
}
