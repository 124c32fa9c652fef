package dev.sonde.app.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.sonde.automata.Machine;
import dev.sonde.automata.construction.ConstructedRnn;
import dev.sonde.checkpoint.safetensors.SafetensorsWriter;
import dev.sonde.study.states.NamedMachines;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A machine beside the states of a network that is that machine by construction. */
@ExtendWith(InBrowser.class)
class MachineViewTest {

  private static ConstructedRnn built() throws IOException {
    Machine machine = NamedMachines.minimal("tomita7");
    double scale = ConstructedRnn.sufficientScale(machine);
    return new ConstructedRnn(machine, scale, scale);
  }

  private static void asked(Tab tab) throws IOException {
    SafetensorsWriter.write(
        built().tensors(), Map.of(), tab.files().resolve("constructed.safetensors"));
    String file = tab.id("constructed.safetensors");
    tab.at("#/ask/states?model=" + file + "&machine=tomita7&words=60&clusterings=k-means 2n");
    tab.button("Ask").click();
    tab.link("Step through machine and clusters").click();
    tab.heading("Machine and hidden states");
  }

  @Test
  void word_steppedThrough_movesInMachineAndClusters(Tab tab) throws IOException {
    asked(tab);
    tab.field("Word").fill("010");
    Locator here = tab.page().locator(".states tr[aria-current]");
    Locator standing = tab.page().locator(".reading[aria-live]");
    assertThat(here.locator("th")).containsText("(start)");
    // tomita7 is 0*1*0*1*: each change of symbol leads on.
    String[] states = {"s0", "s1", "s2"};
    for (int step = 0; step < 3; step++) {
      tab.button("Step").click();
      assertThat(here.locator("th")).containsText(states[step]);
      assertThat(standing).containsText("After " + (step + 1) + " of 3 symbols");
      assertThat(standing).containsText("both agree");
    }
    assertThat(tab.page().locator(".machine circle.here title")).hasText("s2");
    assertThat(tab.page().url()).contains("word=010").contains("step=3");
    tab.button("Back").click();
    assertThat(here.locator("th")).containsText("s1");
    assertThat(AccessibleTest.serious(tab)).isEmpty();
  }

  @Test
  void word_ofOtherSymbols_isToldWhichThereAre(Tab tab) throws IOException {
    asked(tab);
    tab.field("Word").fill("01x");
    tab.reads("“x” is no input; they are 0, 1.");
    tab.field("Word").fill("01");
    assertThat(tab.page().locator("main .error:visible")).hasCount(0);
  }
}
