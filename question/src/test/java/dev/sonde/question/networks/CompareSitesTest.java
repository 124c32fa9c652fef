package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.question.groups.CompareAnswer;
import dev.sonde.question.groups.CompareQuestion;
import dev.sonde.question.groups.CompareSettings;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareSitesTest {
  private final CompareQuestion question = new CompareQuestion();

  @TempDir private Path folder;

  private CompareSettings settings(Object... more) throws Exception {
    Object[] all = new Object[more.length + 4];
    all[0] = "group";
    all[1] =
        List.of("a=" + folder.resolve("a*.safetensors"), "b=" + folder.resolve("b*.safetensors"));
    all[2] = "input";
    all[3] = MadeNetwork.inputs(folder);
    System.arraycopy(more, 0, all, 4, more.length);
    return Asked.settings(CompareSettings.class, all);
  }

  /** Four of one origin against four of another: 35 labellings, the observed one the clearest. */
  @Test
  void groupsOfAnotherOrigin_differAtEverySite() throws Exception {
    for (int r = 0; r < 4; r++) {
      MadeNetwork.noisy(folder, "a" + r + ".safetensors", 1, .01, r);
      MadeNetwork.noisy(folder, "b" + r + ".safetensors", 2, .01, 10 + r);
    }
    CompareSettings settings = settings("site", "fc*");
    var answer = (CompareAnswer.OfSites) Asked.answer(question, settings);
    assertThat(answer.groups()).extracting(CompareAnswer.Networks::name).containsExactly("a", "b");
    assertThat(answer.test().labellings()).isEqualTo(35);
    assertThat(answer.sites()).isNotEmpty();
    for (CompareAnswer.Site site : answer.sites()) {
      assertThat(site.within()).as(site.site()).isBetween(0.0, .03).isLessThan(site.between());
      assertThat(site.p()).as(site.site()).isEqualTo(1 / 35.0, within(1e-9));
      assertThat(site.pAdjusted()).isEqualTo(1 / 35.0, within(1e-9));
      assertThat(site.differs()).isTrue();
    }
    assertThat(Asked.page(question, settings, answer)).contains("between", "differ");
    assertThat(question.document(settings, answer)).isSameAs(answer);
  }

  /** Noise on one network dealt to two groups: nothing to be found. */
  @Test
  void groupsOfOneOrigin_doNot() throws Exception {
    for (int r = 0; r < 4; r++) {
      MadeNetwork.noisy(folder, "a" + r + ".safetensors", 1, .05, r);
      MadeNetwork.noisy(folder, "b" + r + ".safetensors", 1, .05, 10 + r);
    }
    var answer = (CompareAnswer.OfSites) Asked.answer(question, settings("site", "**"));
    assertThat(answer.sites()).noneMatch(CompareAnswer.Site::differs);
  }

  @Test
  void sitesAndInputs_belongTogether() {
    assertThatThrownBy(this::settings)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("inputs are shown to compare sites");
    assertThatThrownBy(() -> Asked.settings(CompareSettings.class, "group", "a=x", "site", "**"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("compared on it");
  }
}
