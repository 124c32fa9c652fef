package dev.sonde.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.figure.table.Table;
import dev.sonde.settings.SettingSpec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.addition.AdditionSettings;
import dev.sonde.study.addition.AdditionStudy;
import dev.sonde.study.list.Studies;
import dev.sonde.study.run.Query;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialException;
import dev.sonde.study.trial.TrialListener;
import dev.sonde.study.trial.TrialPlan;
import dev.sonde.study.trial.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of two stages whose trials are run elsewhere, line by line. */
class StagesTest {

  private static final AdditionStudy STUDY = new AdditionStudy();

  @TempDir Path folder;

  private static AdditionSettings tiny() {
    return AdditionSettings.quick()
        .with("digits", 1)
        .with("units", 5)
        .with("samples", 40)
        .with("epochs", 1)
        .with("runs", 1)
        .with("variants", false)
        .with("asked", 20)
        .with("indexed", 20);
  }

  private static List<Table> tables(Path study) {
    return List.of(
        Query.of(List.of(study), "SELECT * FROM accuracy ORDER BY ALL"),
        Query.of(List.of(study), "SELECT * FROM ablation ORDER BY ALL"),
        Query.of(List.of(study), "SELECT * FROM trials ORDER BY ALL"));
  }

  @Test
  void linesOfThePlan_inAnyOrder_giveTheTablesOfALocalRun() throws IOException {
    Path local = folder.resolve("local");
    Studied.run(STUDY, tiny(), local);
    Path lines = folder.resolve("lines");
    StudyRun<AdditionSettings> run = new StudyRun<>(STUDY, tiny(), lines);
    TrialPlan plan = TrialPlan.read(run.begin(Studied.HOW));
    assertThat(plan.stages().stream().map(stage -> stage.name() + " " + stage.trials().size()))
        .containsExactly("train 2", "look 2");
    Trial look = plan.all().get(2);
    assertThat(plan.needs(look)).containsExactly(plan.all().get(0));
    assertThat(Files.readAllLines(lines.resolve(TrialPlan.FILE)).get(2))
        .contains("\"stage\":\"look\"", "\"needs\":[\"" + plan.all().get(0).key() + "\"]");

    assertThatThrownBy(() -> Studied.gather(run))
        .isInstanceOf(TrialException.class)
        .hasMessageStartingWith("4 of 4 trials are not finished, the first is addition/train");
    TrialStore store = new TrialStore(lines.resolve("trials"));
    for (Trial line : plan.all().reversed()) {
      LocalRunner.threads(1, Studies.works(), plan)
          .run(store, List.of(line), TrialListener.silent())
          .requireAll();
      for (Trial needed : plan.needs(line)) assertThat(store.finished(needed)).isTrue();
    }
    Studied.gather(run);
    assertThat(tables(lines)).isEqualTo(tables(local));
  }

  /** Folders from before there were stages. */
  @Test
  void aPlanWithoutStages_isRead() throws IOException {
    Path plan = folder.resolve(TrialPlan.FILE);
    Trial trial = Trial.of("addition/train", Map.of("seed", "1"));
    Files.writeString(plan, TrialPlan.line(trial) + "\n");
    assertThat(TrialPlan.read(plan).all()).containsExactly(trial);
    Files.writeString(plan, "{\"kind\":\"x\"}\n");
    assertThatThrownBy(() -> TrialPlan.read(plan)).hasMessageStartingWith("not a trial: ");
  }

  @Test
  void initialValues_areThoseOfTheFirstPreset() {
    for (Study<?> study : Studies.all()) {
      Map<String, String> first = first(study);
      for (SettingSpec spec : study.codec().specs()) {
        String initial = spec.initial();
        if (initial == null) continue;
        assertThat(normal(first.getOrDefault(spec.name(), "")))
            .as(study.kind() + " " + spec.name())
            .isEqualTo(normal(initial));
      }
    }
  }

  /** As a number where it is one; enumerations are written and read in two spellings. */
  private static String normal(String value) {
    if (value.matches("-?[\\d.]+")) return String.valueOf(Double.parseDouble(value));
    return value.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <S extends Record> Map<String, String> first(Study<S> study) {
    return study.codec().write(study.presets().getFirst().settings());
  }

  @Test
  void settingsThatHangTogether_agree_unlessTheyAreGiven() {
    assertThat(STUDY.settings("paper", Map.of("runs", List.of("1"))).looked()).isEqualTo(1);
    assertThatThrownBy(() -> STUDY.settings("fast", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("preset: 'fast' is none of quick, paper");
    assertThatThrownBy(() -> STUDY.settings("quick", Map.of("epochs", List.of("0"))))
        .hasMessage("epochs: 0, must be at least 1");
  }
}
