package dev.sonde.study.addition;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.table.Table;
import dev.sonde.file.AtomicFile;
import dev.sonde.study.addition.AdditionSettings.Condition;
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
import java.util.List;
import java.util.Map;

/**
 * The study of addition in one folder: trains networks with the question written forwards and
 * backwards, looks into them, and keeps everything. Called again with the same folder it goes on
 * where it was stopped or killed; with more runs it adds them.
 */
public final class AdditionStudy {

  /** Names the study in {@code run.json}. */
  public static final String KIND = "addition";

  private static final String NETWORKS = "networks";

  private final Path folder;
  private final AdditionSettings settings;
  private final TrialStore store;

  public AdditionStudy(Path folder, AdditionSettings settings) {
    this.folder = folder;
    this.settings = settings;
    store = new TrialStore(folder.resolve(StudyFolder.TRIALS));
  }

  /** What its trials are. */
  public static Map<String, Work> works() {
    return Map.of(TrainingPlan.KIND, new TrainingWork(), CellsWork.KIND, new CellsWork());
  }

  public AdditionSettings settings() {
    return settings;
  }

  public Path folder() {
    return folder;
  }

  /** The trials that train, condition by condition. */
  private List<Trial> networks() {
    List<Trial> all = new ArrayList<>();
    for (Condition condition : settings.conditions()) {
      condition.plans().forEach(plan -> all.add(plan.trial()));
    }
    return all;
  }

  /** The trials that look into the networks of the two main conditions. */
  private List<Trial> looks() {
    List<Trial> all = new ArrayList<>();
    for (Condition condition : settings.conditions().subList(0, 2)) {
      for (int run = 1; run <= settings.looked(); run++) all.add(look(condition, run));
    }
    return all;
  }

  /** The trial that looks into a run's network, runs from 1. */
  Trial look(Condition condition, int run) {
    Trial network = condition.plans().get(run - 1).trial();
    return CellsWork.trial(network, settings.asked(), settings.seed());
  }

  private List<Trial> all() {
    List<Trial> all = new ArrayList<>(networks());
    all.addAll(looks());
    return all;
  }

  /**
   * Runs what is not finished yet and gathers everything in the folder's database.
   *
   * @throws dev.sonde.study.trial.TrialInterrupted if the thread was interrupted
   * @throws dev.sonde.study.trial.TrialException if trials failed
   */
  public Run run(LocalRunner runner, TrialListener listener, Provenance how) throws IOException {
    new StudyFolder(folder).begin(RunInfo.of(KIND, settings.asMap()).provenance(how));
    TrialFile.write(folder.resolve(TrialFile.PLAN), all());
    runner.run(store, networks(), listener).requireAll();
    runner.run(store, looks(), listener).requireAll();
    store.gather(all(), folder.resolve(Database.FILE), List.of(conditionsTable(), published()));
    copyNetworks();
    return Run.open(folder);
  }

  /** The trained networks under names that people know; the trials keep the originals. */
  private void copyNetworks() throws IOException {
    for (Condition condition : settings.conditions()) {
      for (int run = 1; run <= condition.plans().size(); run++) {
        String name = condition.name().replaceAll("[^a-z]+", "-") + "-" + run + ".safetensors";
        Path to = folder.resolve(NETWORKS).resolve(name);
        byte[] network = Files.readAllBytes(file(condition, run));
        AtomicFile.write(to, temporary -> Files.write(temporary, network));
      }
    }
  }

  private Table conditionsTable() {
    Table.Builder table = Table.named("conditions").text("condition").integer("run").text("trial");
    for (Condition condition : settings.conditions()) {
      for (int run = 0; run < condition.plans().size(); run++) {
        table.row(condition.name(), run + 1, condition.plans().get(run).trial().key());
      }
    }
    return table.build();
  }

  /** What others report. */
  static Table published() {
    return Table.named("published")
        .integer("digits", "terms", "samples", "units")
        .text("condition")
        .real("character")
        .row(3, 2, 5000, 128, AdditionSettings.PLAIN, .6507)
        .row(3, 2, 5000, 128, AdditionSettings.REVERSED, .9737)
        .row(3, 3, 50_000, 128, AdditionSettings.REVERSED, .783)
        .build();
  }

  /** A table of a trained network. */
  Table table(TrainingPlan plan, String name) {
    return table(plan.trial(), name);
  }

  /** A table of a finished trial. */
  Table table(Trial trial, String name) {
    return store
        .table(trial, name)
        .orElseThrow(() -> new AdditionException(trial.kind() + " made no table '" + name + "'"));
  }

  /** A trained network; runs from 1. */
  public Adder network(Condition condition, int run) {
    return CellsWork.open(store, condition.plans().get(run - 1).trial().key());
  }

  /** Its file. */
  public Path file(Condition condition, int run) {
    return store.run(condition.plans().get(run - 1).trial()).checkpointFile(TrainingWork.LAST);
  }

  /** How long a trial takes, in epochs of training. */
  public static long cost(Trial trial) {
    String epochs = trial.settings().get("epochs");
    return epochs == null ? 20 : Long.parseLong(epochs);
  }

  /** What is left to do, in epochs of training. */
  public long remaining() {
    return all().stream().filter(t -> !store.finished(t)).mapToLong(AdditionStudy::cost).sum();
  }
}
