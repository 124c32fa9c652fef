package dev.sonde.question.networks;

import dev.sonde.question.cells.AskedSums;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which networks are asked, and what; see each component. */
public record EvalSettings(
    @Setting(help = "Trained networks, one or more", position = 0, label = "MODEL", input = true)
        List<Path> model,
    @Setting(
            help =
                "What the network was trained to do; where inputs are given, classes or numbers as"
                    + " the labels are, else addition")
        @Nullable Task task,
    @Setting(
            help = "Which of several outputs is judged; the first where it is not said",
            label = "NAME")
        @Nullable String result,
    @Nested AskedSums sums,
    @Nested DataSettings data)
    implements Adjustable<EvalSettings> {

  public EvalSettings {
    model = List.copyOf(model);
    if (model.isEmpty()) throw new SettingsException("model", "needed: a trained network");
    if (task == null && data.input().isEmpty()) task = Task.ADDITION;
    Tasks.check(task, data);
    if (task == Task.ADDITION && model.size() > 1) {
      throw new SettingsException("model", "several; 'disagree' compares two networks that add");
    }
  }

  boolean addition() {
    return task == Task.ADDITION;
  }

  String output() {
    return result == null ? "" : result;
  }
}
