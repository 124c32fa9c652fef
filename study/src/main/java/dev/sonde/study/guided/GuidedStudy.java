package dev.sonde.study.guided;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.rows.Classifier;
import dev.sonde.analysis.rows.RowClassification;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.file.AtomicFile;
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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The study of guided against baseline networks in one folder: trains, moves parts, prunes, looks
 * at states, compares weights, and keeps everything. Called again with the same folder it goes on
 * where it was stopped or killed, and gives the same; with more runs or cells it adds them.
 *
 * <pre>{@code
 * GuidedStudy study = new GuidedStudy(Path.of("study"), GuidedSettings.quick(), LookupTask.generate(1));
 * GuidedStudy.Answer answer =
 *     study.run(LocalRunner.threads(2, GuidedStudy.works()), TrialListener.silent(), _ -> {}, provenance);
 * Query.of(List.of(Path.of("study")), "select * from accuracy");
 * }</pre>
 */
public final class GuidedStudy {

  /** Names the study in {@code run.json}. */
  public static final String KIND = "guided";

  private final Path folder;
  private final GuidedSettings settings;
  private final LookupTask task;
  private final TrialStore store;
  private final Plan plan;

  public GuidedStudy(Path folder, GuidedSettings settings, LookupTask task) {
    this.folder = folder;
    this.settings = settings;
    this.task = task;
    store = new TrialStore(folder.resolve(StudyFolder.TRIALS));
    plan = Plan.of(settings, task.digest());
  }

  /** What its trials are. */
  public static Map<String, Work> works() {
    return Map.of(
        TrainWork.KIND, new TrainWork(),
        TransferWork.KIND, new TransferWork(),
        PruneWork.KIND, new PruneWork(),
        ActivationWork.KIND, new ActivationWork());
  }

  /** Comparisons of the weights of one kind of cell; the tables of the database have the rest. */
  public record Weights(GroupComparison groups, RowClassification rows) {}

  /**
   * What is found.
   *
   * @param run where all tables are
   * @param weights by cell; empty with fewer than two runs per group
   */
  public record Answer(Run run, Map<Cell, Weights> weights) {
    public Answer {
      weights = new LinkedHashMap<>(weights);
    }
  }

  /**
   * Runs what is not finished yet and gathers everything in the folder's database.
   *
   * @param compared told what is compared next, after the trials
   * @throws dev.sonde.study.trial.TrialInterrupted if the thread was interrupted
   * @throws dev.sonde.study.trial.TrialException if trials failed
   */
  public Answer run(
      LocalRunner runner, TrialListener listener, Consumer<String> compared, Provenance how)
      throws IOException {
    StudyFolder study = new StudyFolder(folder);
    study.begin(RunInfo.of(KIND, described()).provenance(how));
    TaskFiles.write(task, folder.resolve(Models.DATA).resolve(task.digest()));
    TrialFile.write(folder.resolve(TrialFile.PLAN), plan.all());
    runner.run(store, plan.networks(), listener).requireAll();
    runner.run(store, plan.further(), listener).requireAll();
    Map<Cell, Weights> weights = new LinkedHashMap<>();
    WeightTables tables = new WeightTables();
    for (Cell cell : settings.cells()) weights(cell, tables, weights, compared);
    List<Table> more = new ArrayList<>(tables.tables());
    more.addAll(Published.tables());
    publishNetworks();
    store.gather(plan.all(), folder.resolve(Database.FILE), more);
    return new Answer(Run.open(folder), weights);
  }

  private Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>(settings.asMap());
    all.put("task", task.digest());
    return all;
  }

  private void weights(
      Cell cell, WeightTables tables, Map<Cell, Weights> weights, Consumer<String> compared) {
    List<ModelGroup> groups = new ArrayList<>();
    for (Group group : Group.values()) {
      List<Checkpoint> networks = new ArrayList<>();
      for (Trial trial : networks(cell, group)) {
        Checkpoint best = store.run(trial).checkpoint(Models.BEST);
        networks.add(best);
        tables.add(cell, group, networks.size(), best);
      }
      groups.add(new ModelGroup(group.toString(), networks));
    }
    if (settings.runs() < 2) return;
    compared.accept("distributions of " + cell + " weights");
    GroupComparison comparison =
        GroupComparison.of(groups, dev.sonde.analysis.groups.Settings.defaults());
    tables.add(cell, comparison);
    compared.accept("rows of " + cell + " weights");
    RowClassification rows =
        RowClassification.of(
            groups.stream().map(ModelGroup::withGates).toList(),
            dev.sonde.analysis.rows.Settings.defaults()
                .with("classifiers", List.of(Classifier.LOGISTIC))
                .with("seed", settings.seed()));
    tables.add(cell, rows);
    weights.put(cell, new Weights(comparison, rows));
  }

  /** The best networks under names that people read, {@code networks/gru-guided-1.safetensors}. */
  private void publishNetworks() throws IOException {
    for (Cell cell : settings.cells()) {
      for (Group group : Group.values()) {
        for (int run = 1; run <= settings.runs(); run++) {
          String name = cell + "-" + group + "-" + run + ".safetensors";
          Path kept = network(cell, group, run);
          AtomicFile.write(
              folder.resolve("networks").resolve(name),
              temporary -> Files.copy(kept, temporary, StandardCopyOption.REPLACE_EXISTING));
        }
      }
    }
  }

  private List<Trial> networks(Cell cell, Group group) {
    Plan.Networks networks = plan.trained().get(cell);
    if (networks == null) throw new TaskException("nothing was trained of " + cell);
    return networks.of(group);
  }

  /** Kinds of cell, in order. */
  public List<Cell> cells() {
    return settings.cells();
  }

  /** The best network of a run, from 1. */
  public Path network(Cell cell, Group group, int run) {
    return store.run(networks(cell, group).get(run - 1)).checkpointFile(Models.BEST);
  }

  /** How long a trial takes, in epochs of training; other work counts as one. */
  public static long cost(Trial trial) {
    String epochs = trial.settings().get("epochs");
    return epochs == null ? 1 : Long.parseLong(epochs);
  }

  /** What is left to do, in epochs of training. */
  public long remaining() {
    return plan.all().stream().filter(t -> !store.finished(t)).mapToLong(GuidedStudy::cost).sum();
  }
}
