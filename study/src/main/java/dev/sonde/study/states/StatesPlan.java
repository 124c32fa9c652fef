package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.network.layer.Cell;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.trial.Stage;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Each network is one trial, which trains it or takes it as it is, and looks at its states.
 *
 * @param machines trimmed and minimal, with different names
 * @param stored trained networks, by file; empty where they are trained here
 * @param leftOut names of files for which there is no machine
 */
record StatesPlan(
    Grid grid, List<Machine> machines, Map<Path, Machine> stored, List<String> leftOut)
    implements StudyPlan {

  static StatesPlan of(Grid grid) throws IOException {
    List<Machine> machines = machines(grid);
    if (machines.stream().map(Machine::name).distinct().count() < machines.size()) {
      throw new MachineException("two machines of the grid have one name");
    }
    Path folder = grid.networks();
    return folder == null
        ? new StatesPlan(grid, machines, Map.of(), List.of())
        : ofNetworks(grid, machines, folder);
  }

  /**
   * Those of the first preset go by the names that stand there, others by their own: trials name
   * their machine, and their keys must stay.
   */
  private static List<Machine> machines(Grid grid) throws IOException {
    List<String> preset = Grid.quick().machines();
    List<Machine> all = new ArrayList<>();
    for (String name : grid.machines()) {
      for (Machine machine : NamedMachines.all(List.of(name))) {
        all.add(preset.contains(name) ? machine.named(name) : machine);
      }
    }
    return all;
  }

  /**
   * The machine of a network is the one whose name its file's name starts with ({@code
   * tomita7_gru_1_20_1_gpu.pt} belongs to {@code tomita_7.dot}); networks without one are left out
   * and named.
   */
  private static StatesPlan ofNetworks(Grid grid, List<Machine> machines, Path folder)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Map<String, Machine> byName = new LinkedHashMap<>();
    for (Machine machine : machines) byName.put(plain(machine.name()), machine);
    Map<Path, Machine> stored = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      Machine machine = machine(byName, name);
      if (machine == null) leftOut.add(name);
      else stored.put(file, machine);
    }
    if (stored.isEmpty()) {
      throw new MachineException(folder + ": holds no network whose name starts with a machine's");
    }
    return new StatesPlan(grid, machines, stored, leftOut);
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(java.util.Locale.ROOT);
  }

  /** The machine with the longest name that the file's name starts with. */
  private static @Nullable Machine machine(Map<String, Machine> machines, String file) {
    String wanted = plain(file);
    Machine best = null;
    int longest = 0;
    for (Map.Entry<String, Machine> entry : machines.entrySet()) {
      if (wanted.startsWith(entry.getKey()) && entry.getKey().length() > longest) {
        longest = entry.getKey().length();
        best = entry.getValue();
      }
    }
    return best;
  }

  @Override
  public TrialPlan trials() {
    return new TrialPlan(List.of(new Stage("networks", stored.isEmpty() ? trained() : taken())));
  }

  private List<Trial> trained() {
    List<Trial> trials = new ArrayList<>();
    for (Machine machine : machines) {
      String hash = StudyInputs.hash(machine);
      for (Cell cell : grid.cells()) {
        for (Grid.Size size : grid.sizes()) {
          for (int repeat = 1; repeat <= grid.repeats(); repeat++) {
            trials.add(TrainedWork.trial(grid, machine, hash, cell, size, repeat));
          }
        }
      }
    }
    return trials;
  }

  private List<Trial> taken() {
    List<Trial> trials = new ArrayList<>();
    stored.forEach(
        (file, machine) ->
            trials.add(
                StoredWork.trial(
                    grid,
                    machine,
                    StudyInputs.hash(machine),
                    String.valueOf(file.getFileName()),
                    StudyInputs.hash(file))));
    return trials;
  }

  /** Of networks that are taken as they are, nothing that tells how to train them. */
  @Override
  public Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>();
    if (stored.isEmpty()) {
      all.putAll(SettingsCodec.of(Grid.class).write(grid));
      all.put("machines", String.join(",", machines.stream().map(Machine::name).toList()));
    } else {
      all.putAll(StateTables.analysis(grid));
      all.put("networks", String.valueOf(stored.size()));
      all.put("seed", String.valueOf(grid.seed()));
    }
    return all;
  }

  @Override
  public List<Path> inputs() {
    return grid.machines().stream().flatMap(m -> NamedMachines.files(m).stream()).toList();
  }

  @Override
  public void keepInputs(Path folder) throws IOException {
    StudyInputs inputs = StudyInputs.ofStudy(folder);
    for (Machine machine : stored.isEmpty() ? machines : stored.values()) inputs.keep(machine);
    for (Path file : stored.keySet()) inputs.keepNetwork(file);
  }

  @Override
  public StudyResults results(TrialResults found, Consumer<String> told) {
    return StatesResults.of(this, found);
  }
}
