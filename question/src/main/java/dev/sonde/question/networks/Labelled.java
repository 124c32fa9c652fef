package dev.sonde.question.networks;

import dev.sonde.network.data.Targets;
import dev.sonde.question.QuestionException;
import dev.sonde.settings.SettingsException;
import java.util.List;

/**
 * The class of each row of a site's values.
 *
 * @param labels one per row, 0 … classes−1
 * @param classes number of classes: the largest label + 1
 * @param places labelled positions of each example; 1 if an example has one label
 * @param names of the classes; their numbers if they have none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Labelled(int[] labels, int classes, int places, List<String> names) {

  public Labelled {
    names = List.copyOf(names);
  }

  /**
   * The labels of a subject.
   *
   * @throws QuestionException if there are none, they are not classes, or all are the same
   */
  public static Labelled of(Subject subject) {
    return switch (subject.requiredTargets()) {
      case Targets.Numbers _ ->
          throw new SettingsException(
              "labels", "real numbers; give classes: whole numbers or words");
      case Targets.Classes classes -> {
        int[] labels = classes.labels();
        int count = classes.least();
        if (java.util.Arrays.stream(labels).distinct().count() < 2) {
          throw new SettingsException(
              "labels", "all labels are the same; at least two classes are needed");
        }
        List<String> names =
            java.util.stream.IntStream.range(0, count).mapToObj(classes::name).toList();
        yield new Labelled(labels, count, classes.places(), names);
      }
    };
  }
}
