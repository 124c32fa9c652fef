package dev.sonde.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/** A stretch of the plan in one child process; gives back why trials failed, if any did. */
final class TrialTask implements FlatMapFunction<Iterator<String>, String> {

  private static final long serialVersionUID = 1;

  /** How often a trial is looked at that a process at work elsewhere still holds. */
  private static final long BUSY_MILLIS = 500;

  private final ArrayList<String> sonde;
  private final StudyPlace study;

  TrialTask(List<String> sonde, StudyPlace study) {
    this.sonde = new ArrayList<>(sonde);
    this.study = study;
  }

  @Override
  public Iterator<String> call(Iterator<String> trials) throws IOException, InterruptedException {
    List<String> failed = new ArrayList<>();
    Path folder = study.folder();
    try (TrialProcess process = TrialProcess.start(sonde, folder)) {
      while (trials.hasNext()) {
        String trial = trials.next();
        PlanLine line = PlanLine.of(trial);
        if (study.isPublished(line)) continue;
        study.prepare(line, folder);
        String answer = process.ask(trial);
        // The child of a killed executor saves what it is at before it ends, and may end it.
        while (answer.equals("done BUSY")) {
          Thread.sleep(BUSY_MILLIS);
          answer = process.ask(trial);
        }
        if (answer.startsWith("failed ")) failed.add(trial + ": " + answer.substring(7));
        else study.publish(line, folder);
      }
    }
    return failed.iterator();
  }
}
