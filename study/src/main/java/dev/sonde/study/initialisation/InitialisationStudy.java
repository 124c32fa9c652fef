package dev.sonde.study.initialisation;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.table.Table;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.OpenedImages;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The study of initialisation in one folder: trains networks, looks into them before and after, and
 * keeps everything. Called again with the same folder it goes on where it was stopped or killed;
 * with more runs or initialisers it adds them.
 */
public final class InitialisationStudy {
  /** Names the study in {@code run.json}. */
  public static final String KIND = "initialisation";

  private final Path folder;
  private final InitialisationSettings settings;
  private final ImageData data;
  private final TrialStore store;

  /**
   * Opens the images.
   *
   * @throws dev.sonde.study.images.ImageException if they are not there, or cannot be read
   */
  public InitialisationStudy(Path folder, InitialisationSettings settings) {
    this.folder = folder;
    this.settings = settings;
    data = ImageData.open(settings.data());
    store = new TrialStore(folder.resolve(StudyFolder.TRIALS));
  }

  /** What its trials are. */
  public static Map<String, Work> works() {
    OpenedImages images = new OpenedImages();
    return Map.of(TrainingPlan.KIND, new TrainingWork(images), LookWork.KIND, new LookWork(images));
  }

  private List<Trial> networks() {
    List<Trial> all = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) {
      for (InitialWeights start : settings.starts()) all.add(network(start, run));
    }
    return all;
  }

  /** The trial that trains a network, runs from 1. */
  Trial network(InitialWeights start, int run) {
    return settings.plan(start, run, data.digest()).trial();
  }

  /** The trial that looks into it. */
  Trial look(InitialWeights start, int run) {
    TrainingPlan plan = settings.plan(start, run, data.digest());
    return LookWork.trial(plan.trial(), plan, settings.shown(), settings.seed());
  }

  private List<Trial> looks() {
    List<Trial> all = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) {
      for (InitialWeights start : settings.starts()) all.add(look(start, run));
    }
    return all;
  }

  private List<Trial> all() {
    List<Trial> all = new ArrayList<>(networks());
    all.addAll(looks());
    return all;
  }

  public Path folder() {
    return folder;
  }

  public InitialisationSettings settings() {
    return settings;
  }

  /** The files of images; none of generated ones. */
  public List<Path> inputs() {
    return data.files();
  }

  /** Of the images. */
  ImageData data() {
    return data;
  }

  /** A table of a finished trial. */
  Table table(Trial trial, String name) {
    return store
        .table(trial, name)
        .orElseThrow(
            () -> new InitialisationException(trial.kind() + " made no table '" + name + "'"));
  }

  /**
   * Runs what is not finished yet and gathers everything in the folder's database.
   *
   * @throws dev.sonde.study.trial.TrialInterrupted if the thread was interrupted
   * @throws dev.sonde.study.trial.TrialException if trials failed
   */
  public Run run(LocalRunner runner, TrialListener listener, Provenance how) throws IOException {
    new StudyFolder(folder).begin(RunInfo.of(KIND, described()).provenance(how));
    TrialFile.write(folder.resolve(TrialFile.PLAN), all());
    runner.run(store, networks(), listener).requireAll();
    runner.run(store, looks(), listener).requireAll();
    List<Table> more = new ArrayList<>(Published.tables());
    more.add(networkTable());
    store.gather(all(), folder.resolve(Database.FILE), more);
    return Run.open(folder);
  }

  /** Which trial is which network. */
  private Table networkTable() {
    Table.Builder table =
        Table.named("networks").text("start").integer("run").text("trained", "looked");
    for (InitialWeights start : settings.starts()) {
      for (int run = 1; run <= settings.runs(); run++) {
        table.row(start, run, network(start, run).key(), look(start, run).key());
      }
    }
    return table.build();
  }

  private Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>(settings.asMap());
    all.put("data_digest", data.digest());
    return all;
  }

  /** How long a trial takes, in epochs of training. */
  public static long cost(Trial trial) {
    String epochs = trial.settings().get("epochs");
    return epochs == null ? 1 : Long.parseLong(epochs);
  }

  /** What is left to do, in epochs of training. */
  public long remaining() {
    return all().stream()
        .filter(t -> !store.finished(t))
        .mapToLong(InitialisationStudy::cost)
        .sum();
  }
}
