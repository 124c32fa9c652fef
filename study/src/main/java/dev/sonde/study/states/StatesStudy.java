package dev.sonde.study.states;

import dev.sonde.analysis.Provenance;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Cell;
import dev.sonde.study.run.Database;
import dev.sonde.study.run.Run;
import dev.sonde.study.run.RunInfo;
import dev.sonde.study.run.StudyFolder;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialFile;
import dev.sonde.study.trial.TrialListener;
import dev.sonde.study.trial.TrialStore;
import dev.sonde.study.trial.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The study of state clustering in one folder: trains the networks of a {@link Grid}, or takes a
 * folder of trained ones, clusters their states, and gathers everything. Called again with the same
 * folder it goes on where it was stopped or killed; with a larger grid it adds what is new.
 */
public final class StatesStudy {

  /** Names the study in {@code run.json}. */
  public static final String KIND = "states";

  private final Path folder;
  private final Map<String, String> settings;
  private final TrialStore store;
  private final List<Trial> trials;
  private final List<String> leftOut;

  private StatesStudy(
      Path folder, Map<String, String> settings, List<Trial> trials, List<String> leftOut) {
    this.folder = folder;
    this.settings = settings;
    this.trials = List.copyOf(trials);
    this.leftOut = List.copyOf(leftOut);
    store = new TrialStore(folder.resolve(StudyFolder.TRIALS));
  }

  /** What its trials are. */
  public static Map<String, Work> works() {
    return Map.of(TrainedWork.KIND, new TrainedWork(), StoredWork.KIND, new StoredWork());
  }

  /** A study that trains the networks of a grid. */
  public static StatesStudy of(Path folder, Grid grid, Provenance how) throws IOException {
    new StudyFolder(folder).begin(RunInfo.of(KIND, grid.asMap()).provenance(how));
    Shelf shelf = Shelf.ofStudy(folder);
    List<Trial> trials = new ArrayList<>();
    for (Machine machine : grid.machines()) {
      String hash = shelf.keep(machine);
      for (Cell cell : grid.cells()) {
        for (Grid.Size size : grid.sizes()) {
          for (int repeat = 1; repeat <= grid.repeats(); repeat++) {
            trials.add(TrainedWork.trial(grid, machine, hash, cell, size, repeat));
          }
        }
      }
    }
    return new StatesStudy(folder, grid.asMap(), trials, List.of());
  }

  /**
   * A study of the trained networks in a folder. The machine of a network is the one whose name its
   * file's name starts with ({@code tomita7_gru_1_20_1_gpu.pt} belongs to {@code tomita_7.dot});
   * networks without one are left out and named.
   *
   * @param grid its machines, analysis and seed
   */
  public static StatesStudy ofNetworks(Path folder, Path networks, Grid grid, Provenance how)
      throws IOException {
    Map<String, String> settings = new TreeMap<>(StateTables.analysis(grid));
    settings.put("seed", String.valueOf(grid.seed()));
    List<Path> files;
    try (Stream<Path> all = Files.list(networks)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Shelf shelf = Shelf.ofStudy(folder);
    Map<String, Machine> machines = new LinkedHashMap<>();
    for (Machine machine : grid.machines()) machines.put(plain(machine.name()), machine);
    List<Trial> trials = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    List<Path> taken = new ArrayList<>();
    List<Machine> of = new ArrayList<>();
    for (Path file : files) {
      Machine machine = machine(machines, String.valueOf(file.getFileName()));
      if (machine == null) {
        leftOut.add(String.valueOf(file.getFileName()));
        continue;
      }
      taken.add(file);
      of.add(machine);
    }
    if (taken.isEmpty()) {
      throw new MachineException(
          networks + ": holds no network whose name starts with a machine's");
    }
    settings.put("networks", String.valueOf(taken.size()));
    new StudyFolder(folder).begin(RunInfo.of(KIND, settings).provenance(how));
    for (int i = 0; i < taken.size(); i++) {
      String hash = shelf.keep(of.get(i));
      String name = String.valueOf(taken.get(i).getFileName());
      trials.add(StoredWork.trial(grid, of.get(i), hash, name, shelf.keepNetwork(taken.get(i))));
    }
    return new StatesStudy(folder, settings, trials, leftOut);
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(java.util.Locale.ROOT);
  }

  /** The machine with the longest name that the file's name starts with. */
  private static @org.jspecify.annotations.Nullable Machine machine(
      Map<String, Machine> machines, String file) {
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

  /** Networks, one trial each. */
  public List<Trial> trials() {
    return trials;
  }

  /** Files of networks for which there was no machine. */
  public List<String> leftOut() {
    return leftOut;
  }

  /** Everything that can change the numbers. */
  public Map<String, String> settings() {
    return settings;
  }

  /** Writes the plan that {@code sonde trial} reads, for runners elsewhere. */
  public Path plan() throws IOException {
    Path plan = folder.resolve(TrialFile.PLAN);
    TrialFile.write(plan, trials);
    return plan;
  }

  /**
   * Runs what is not finished yet and gathers everything in the folder's database.
   *
   * @throws dev.sonde.study.trial.TrialInterrupted if the thread was interrupted
   * @throws dev.sonde.study.trial.TrialException if trials failed
   */
  public Answer run(LocalRunner runner, TrialListener listener) throws IOException {
    plan();
    runner.run(store, trials, listener).requireAll();
    return gather();
  }

  /**
   * What was found.
   *
   * @param run where all tables are
   * @param networks each, in the order of the plan
   */
  public record Answer(Run run, List<StatesSummary.Network> networks, StatesSummary summary) {
    public Answer {
      networks = List.copyOf(networks);
    }
  }

  /**
   * Gathers the tables of trials that ran anywhere.
   *
   * @throws dev.sonde.study.trial.TrialException if one is not finished
   */
  public Answer gather() throws IOException {
    store.gather(trials, folder.resolve(Database.FILE), List.of(Published.table()));
    List<StatesSummary.Network> networks = new ArrayList<>();
    for (Trial trial : trials) {
      Table row = table(trial, "networks");
      networks.add(StatesSummary.Network.of(row, table(trial, "clusterings")));
    }
    return new Answer(Run.open(folder), networks, StatesSummary.of(networks));
  }

  private Table table(Trial trial, String name) {
    return store
        .table(trial, name)
        .orElseThrow(() -> new MachineException("trial " + trial.key() + " has no table " + name));
  }
}
