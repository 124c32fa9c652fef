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
    @Setting(
            help =
                "A metric of your own: an SQL expression over the predictions, columns index,"
                    + " place, label, predicted, loss, p_0, p_1, …, such as 'avg(CASE WHEN"
                    + " predicted = label THEN 1.0 ELSE 0 END)'; may be given more than once",
            label = "SQL",
            separator = "")
        List<String> metric,
    @Nested AskedSums sums,
    @Nested DataSettings data)
    implements Adjustable<EvalSettings> {

  public EvalSettings {
    model = List.copyOf(model);
    metric = List.copyOf(metric);
    if (model.isEmpty()) throw new SettingsException("model", "give a trained network");
    if (task == null && data.input().isEmpty()) task = Task.ADDITION;
    Tasks.check(task, data);
    if (task == Task.ADDITION && !metric.isEmpty()) {
      throw new SettingsException("metric", "is for inputs with labels, not for sums");
    }
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
