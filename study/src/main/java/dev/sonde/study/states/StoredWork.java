package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Looks at the states of a network that somebody else has trained. */
final class StoredWork implements Work {

  static final String KIND = "states/stored";

  /**
   * @param file the network's file name
   */
  static Trial trial(Grid grid, Machine machine, String hash, String file, String network) {
    Map<String, String> settings = new TreeMap<>(StateTables.analysis(grid));
    settings.put("machine", machine.name());
    settings.put("machine_hash", hash);
    settings.put("network", file);
    settings.put("network_hash", network);
    settings.put("seed", String.valueOf(grid.seed()));
    return Trial.of(KIND, settings);
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    StudyInputs inputs = StudyInputs.of(place);
    Machine machine = inputs.machine(trial.text("machine_hash"), trial.text("machine"));
    try (StateNetwork network =
        NetworkFile.open(
            inputs.network(trial.text("network_hash")), trial.text("network"), machine)) {
      StateTables.add(trial, place, network, machine, 0, null);
    }
  }
}
