package dev.sonde.question.networks;

import dev.sonde.network.data.Targets;
import dev.sonde.question.QuestionException;
import dev.sonde.settings.SettingsException;
import java.util.List;

/**
 * Classes of the rows that sites have.
 *
 * @param labels one a row, 0 … classes−1
 * @param classes how many there are, by the greatest label
 * @param places of each example that have a label of their own; 1 for a label for the whole
 * @param names of the classes; numbers where they have none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Labelled(int[] labels, int classes, int places, List<String> names) {

  public Labelled {
    names = List.copyOf(names);
  }

  /**
   * The labels of a subject.
   *
   * @throws QuestionException if there are none, they are no classes, or all are the same
   */
  public static Labelled of(Subject subject) {
    return switch (subject.requiredTargets()) {
      case Targets.Numbers _ ->
          throw new SettingsException(
              "labels", "they are real numbers; classes are needed: whole numbers or words");
      case Targets.Classes classes -> {
        int[] labels = classes.labels();
        int count = classes.least();
        if (java.util.Arrays.stream(labels).distinct().count() < 2) {
          throw new SettingsException(
              "labels", "all are the same; at least two classes are needed");
        }
        List<String> names =
            java.util.stream.IntStream.range(0, count).mapToObj(classes::name).toList();
        yield new Labelled(labels, count, classes.places(), names);
      }
    };
  }
}
