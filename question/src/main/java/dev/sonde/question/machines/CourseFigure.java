package dev.sonde.question.machines;

import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.states.ClusterFigures;
import dev.sonde.study.states.TrainingCourse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ambiguity and accuracy during training. */
final class CourseFigure {

  private CourseFigure() {}

  static Figure of(TrainingCourse course) {
    Map<String, List<Point>> weighted = new LinkedHashMap<>();
    List<Point> accuracy = new ArrayList<>();
    for (TrainingCourse.Moment moment : course.moments()) {
      accuracy.add(new Point(moment.epoch(), moment.accuracy()));
      moment
          .weighted()
          .forEach(
              (name, value) ->
                  weighted
                      .computeIfAbsent(name, _ -> new ArrayList<>())
                      .add(new Point(moment.epoch(), value)));
    }
    List<ClusterFigures.Course> courses = new ArrayList<>();
    weighted.forEach((name, points) -> courses.add(new ClusterFigures.Course(name, points)));
    return ClusterFigures.overTraining(
        "Ambiguity during training",
        courses,
        new ClusterFigures.Course("accuracy", accuracy),
        "Epoch 0: before training. Accuracy: every prefix of 1000 words of length 16 to 30;"
            + " ambiguity: states of about 500 words.");
  }
}
