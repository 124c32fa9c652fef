package dev.sonde.question.networks;

import dev.sonde.question.cells.AskedSums;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which networks are evaluated, on what; see each component. */
public record EvalSettings(
    @Setting(help = "Trained networks, one or more", position = 0, label = "MODEL", input = true)
        List<Path> model,
    @Setting(
            help =
                "The network's task; default: classes or numbers by the labels if inputs are"
                    + " given, else addition")
        @Nullable Task task,
    @Setting(
            help = "The output to evaluate, if there are several; default: the first",
            label = "NAME")
        @Nullable String result,
    @Nested AskedSums sums,
    @Nested DataSettings data)
    implements Adjustable<EvalSettings> {

  public EvalSettings {
    model = List.copyOf(model);
    if (model.isEmpty()) throw new SettingsException("model", "give a trained network");
    if (task == null && data.input().isEmpty()) task = Task.ADDITION;
    Tasks.check(task, data);
    if (task == Task.ADDITION && model.size() > 1) {
      throw new SettingsException(
          "model", "only one addition network at a time; 'disagree' compares two");
    }
  }

  boolean addition() {
    return task == Task.ADDITION;
  }

  String output() {
    return result == null ? "" : result;
  }
}
