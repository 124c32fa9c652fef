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
    @Setting(
            help =
                "A metric of your own: an SQL expression over the answers, columns index, place,"
                    + " label, predicted, loss, p_0, p_1, …, such as 'avg(CASE WHEN predicted ="
                    + " label THEN 1.0 ELSE 0 END)'; may be given more than once",
            label = "SQL",
            separator = "")
        List<String> metric,
    @Nested AskedSums sums,
    @Nested DataSettings data)
    implements Adjustable<EvalSettings> {

  public EvalSettings {
    model = List.copyOf(model);
    metric = List.copyOf(metric);
    if (model.isEmpty()) throw new SettingsException("model", "needed: a trained network");
    if (task == null && data.input().isEmpty()) task = Task.ADDITION;
    Tasks.check(task, data);
    if (task == Task.ADDITION && !metric.isEmpty()) {
      throw new SettingsException("metric", "is for inputs with labels, not for sums");
    }
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
