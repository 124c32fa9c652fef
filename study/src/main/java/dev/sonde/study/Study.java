package dev.sonde.study;

import dev.sonde.settings.SettingSpec;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.trial.Work;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question that takes many trainings to answer. What a study does is planned as trials in stages;
 * {@link StudyRun} runs, gathers and publishes every study alike.
 *
 * <pre>{@code
 * Study<AdditionSettings> study = new AdditionStudy();
 * AdditionSettings settings = study.presets().getFirst().settings().with("runs", 3);
 * StudyRun<AdditionSettings> run = new StudyRun<>(study, settings, Path.of("addition"));
 * run.begin(how);
 * run.run(LocalRunner.threads(2, study.works()), TrialListener.silent());
 * StudyAnswer answer = run.gather(how, workers, _ -> {});
 * }</pre>
 *
 * @param <S> its settings, each component described by {@link dev.sonde.settings.Setting}; the
 *     initial values are those of the first preset
 */
public interface Study<S extends Record> {

  /** Names it: in commands, and in {@code run.json}. */
  String kind();

  /** What it does, in one sentence. */
  String sentence();

  /** What it trains, measures and leaves. */
  String details();

  /** What a person may type after {@code sonde study}. */
  List<String> examples();

  SettingsCodec<S> codec();

  /** Settings by name; the first are those where none are named. */
  List<Preset<S>> presets();

  /**
   * Makes settings agree that hang together.
   *
   * @param preset what they were made from
   * @param given names of those that were asked for and so stay as they are
   */
  default S settled(S settings, S preset, Set<String> given) {
    return settings;
  }

  /** What is to be run; opens and checks what it works on, and writes nothing. */
  StudyPlan plan(S settings) throws IOException;

  /** What its trials do, by kind. */
  Map<String, Work> works();

  /**
   * A preset.
   *
   * @throws SettingsException if there is none of that name
   */
  default Preset<S> preset(String name) {
    return presets().stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "preset",
                    "'"
                        + name
                        + "' is none of "
                        + String.join(", ", presets().stream().map(Preset::name).toList())));
  }

  /**
   * A preset with some settings replaced.
   *
   * @param given texts by name; of a list one text for each value
   * @throws SettingsException if a setting is unknown, or a value none that it can have
   */
  default S settings(String preset, Map<String, List<String>> given) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    S from = preset(preset).settings();
    Map<String, String> written = codec().write(from);
    for (SettingSpec spec : codec().specs()) {
      String text = written.get(spec.name());
      if (text != null) texts.put(spec.name(), spec.list() ? spec.split(text) : List.of(text));
    }
    texts.putAll(given);
    return settled(codec().readAll(texts), from, given.keySet());
  }
}
