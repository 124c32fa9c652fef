package dev.sonde.study.zoo;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.trial.Stage;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every network is one trial; recipes are the same for all data sets, so that these differ in
 * nothing else.
 *
 * @param images by name, in the order of the settings
 */
record ZooPlan(ZooSettings settings, Map<String, ImageData> images) implements StudyPlan {

  ZooPlan {
    images = new LinkedHashMap<>(images);
  }

  @Override
  public TrialPlan trials() {
    List<Trial> all = new ArrayList<>();
    for (String name : settings.data()) {
      for (int i = 1; i <= settings.networks(); i++) all.add(plan(name, i).trial());
    }
    return new TrialPlan(List.of(new Stage("train", all)));
  }

  /** How network {@code number} (from 1) of a data set is trained. */
  NetworkPlan plan(String name, int number) {
    ImageData data = images.get(name);
    if (data == null) throw new IllegalArgumentException(name);
    return new NetworkPlan(
        settings.choice(name),
        data.digest(),
        Recipe.draw(settings.seed(), number),
        settings.epochs(),
        settings.batch(),
        Trial.seed(settings.seed(), name, number));
  }

  @Override
  public Map<String, String> described() {
    Map<String, String> all =
        new LinkedHashMap<>(SettingsCodec.of(ZooSettings.class).write(settings));
    images.forEach((name, data) -> all.put("data_digest_" + name, data.digest()));
    return all;
  }

  @Override
  public List<Path> inputs() {
    return images.values().stream().flatMap(data -> data.files().stream()).distinct().toList();
  }

  @Override
  public StudyResults results(TrialResults found, Consumer<String> told) {
    return new ZooResults(this, found, told);
  }
}
