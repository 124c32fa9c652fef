package dev.sonde.study.guided;

import dev.sonde.network.layer.Cell;
import dev.sonde.study.trial.Stage;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every trial of the study. What is done with a trained network names it by the key of its trial,
 * which is known before it is run.
 *
 * @param trained by cell and group, in the order of runs
 * @param further what builds on them
 */
record GuidedTrials(Map<Cell, Networks> trained, List<Trial> further) {

  /** Trainings of one kind of cell, by run. */
  record Networks(List<Trial> guided, List<Trial> baseline) {
    List<Trial> of(Group group) {
      return group == Group.GUIDED ? guided : baseline;
    }
  }

  static GuidedTrials of(GuidedSettings settings, String task) {
    Map<Cell, Networks> trained = new LinkedHashMap<>();
    List<Trial> further = new ArrayList<>();
    for (Cell cell : settings.cells()) {
      Networks groups =
          new Networks(
              trainings(settings, cell, Group.GUIDED, task),
              trainings(settings, cell, Group.BASELINE, task));
      for (Group group : Group.values()) {
        for (Trial run : groups.of(group)) further.add(ActivationWork.trial(run, settings.seed()));
      }
      trained.put(cell, groups);
      int exchanging = Math.min(settings.transferRuns(), settings.runs());
      for (Part part : Part.values()) {
        for (int run = 0; run < exchanging; run++) {
          further.addAll(transfers(settings, cell, groups, Group.BASELINE, part, run));
          further.addAll(transfers(settings, cell, groups, Group.GUIDED, part, run));
        }
      }
      for (int run = 0; run < exchanging; run++) {
        for (Group group : Group.values())
          further.addAll(prunings(settings, cell, groups, group, run));
      }
    }
    return new GuidedTrials(trained, List.copyOf(further));
  }

  private static List<Trial> trainings(
      GuidedSettings settings, Cell cell, Group group, String task) {
    List<Trial> runs = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) {
      runs.add(TrainWork.trial(settings.recipe(cell), task, group, run, settings.seed()));
    }
    return runs;
  }

  /** What network {@code run} of a group takes from the other group and from its own. */
  private static List<Trial> transfers(
      GuidedSettings settings, Cell cell, Networks groups, Group group, Part part, int run) {
    List<Trial> trials = new ArrayList<>();
    Recipe recipe = settings.retraining(cell);
    Trial recipient = groups.of(group).get(run);
    Trial donor = groups.of(group.other()).get(run);
    for (TransferWork.Retraining retraining : TransferWork.Retraining.values()) {
      trials.add(TransferWork.trial(recipe, recipient, donor, part, retraining));
      // The control: the same part of another network of its own kind. Is it the part, or that a
      // part was exchanged and the rest trained again?
      if (settings.runs() < 2 || !part.controlled()) continue;
      Trial sibling = groups.of(group).get((run + 1) % settings.runs());
      trials.add(TransferWork.trial(recipe, recipient, sibling, part, retraining));
    }
    return trials;
  }

  private static List<Trial> prunings(
      GuidedSettings settings, Cell cell, Networks groups, Group group, int run) {
    List<Trial> trials = new ArrayList<>();
    for (double threshold : settings.thresholds()) {
      Trial network = groups.of(group).get(run);
      trials.add(PruneWork.trial(settings.retraining(cell), network, threshold));
    }
    return trials;
  }

  /** Networks first, then what is done with them. */
  TrialPlan trials() {
    List<Trial> networks = new ArrayList<>();
    for (Networks of : trained.values()) {
      networks.addAll(of.guided());
      networks.addAll(of.baseline());
    }
    return new TrialPlan(List.of(new Stage("train", networks), new Stage("look", further)));
  }

  /** The trial that trained a network, runs from 1. */
  Trial network(Cell cell, Group group, int run) {
    Networks networks = trained.get(cell);
    if (networks == null) throw new TaskException("nothing was trained of " + cell);
    return networks.of(group).get(run - 1);
  }
}
