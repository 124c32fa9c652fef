package dev.sonde.study.initialisation;

import dev.sonde.analysis.Provenance;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.run.Database;
import dev.sonde.study.run.Run;
import dev.sonde.study.run.RunInfo;
import dev.sonde.study.run.StudyFolder;
import dev.sonde.study.run.Table;
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
    return Map.of(TrainingPlan.KIND, new TrainingWork(new OpenedImages()));
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

  public Run run(LocalRunner runner, TrialListener listener, Provenance how) throws IOException {
    new StudyFolder(folder).begin(RunInfo.of(KIND, described()).provenance(how));
    TrialFile.write(folder.resolve(TrialFile.PLAN), networks());
    runner.run(store, networks(), listener).requireAll();
    store.gather(networks(), folder.resolve(Database.FILE), List.<Table>of());
    return Run.open(folder);
  }

  private Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>(settings.asMap());
    all.put("data_digest", data.digest());
    return all;
  }

  public static long cost(Trial trial) {
    String epochs = trial.settings().get("epochs");
    return epochs == null ? 1 : Long.parseLong(epochs);
  }

  public long remaining() {
    return networks().stream()
        .filter(t -> !store.finished(t))
        .mapToLong(InitialisationStudy::cost)
        .sum();
  }
}
