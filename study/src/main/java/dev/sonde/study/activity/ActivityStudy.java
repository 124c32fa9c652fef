package dev.sonde.study.activity;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.figure.table.Table;
import dev.sonde.study.activity.SequenceWork.Over;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.Images;
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
 * The study of hidden activity in one folder: trains networks, records what hidden layers say to
 * test images, projects it, finds the neurons that tell classes apart, and keeps everything. Called
 * again with the same folder it goes on where it was stopped or killed.
 */
public final class ActivityStudy {
  /** Names the study in {@code run.json}. */
  public static final String KIND = "activity";

  private final Path folder;
  private final ActivitySettings settings;
  private final ImageData data;
  private final TrialStore store;

  /**
   * Opens the images.
   *
   * @throws dev.sonde.study.images.ImageException if they are not there, or cannot be read
   */
  public ActivityStudy(Path folder, ActivitySettings settings) {
    this.folder = folder;
    this.settings = settings;
    data = ImageData.open(settings.data());
    if (2 * settings.perplexity() > Math.min(settings.inputs(), data.test().size())) {
      throw new ActivityException(
          "perplexity " + settings.perplexity() + ": too much for the inputs that are shown");
    }
    store = new TrialStore(folder.resolve(StudyFolder.TRIALS));
  }

  /** What its trials are. */
  public static Map<String, Work> works() {
    OpenedImages images = new OpenedImages();
    return Map.of(
        TrainingPlan.KIND, new TrainingWork(images),
        PictureWork.KIND, new PictureWork(images),
        SequenceWork.KIND, new SequenceWork(images),
        NeuronWork.KIND, new NeuronWork(images),
        SimilarityWork.KIND, new SimilarityWork(images));
  }

  public Path folder() {
    return folder;
  }

  public ActivitySettings settings() {
    return settings;
  }

  ImageData data() {
    return data;
  }

  /** The test images that are shown. */
  Images shown() {
    return data.test().sample(settings.inputs(), settings.seed());
  }

  /** Hidden layers that are looked at, first to last. */
  List<String> sites() {
    return settings.network().sites();
  }

  /** The files of images; none of generated ones. */
  public List<Path> inputs() {
    return data.files();
  }

  /** The trial that trains a network, runs from 1. */
  Trial network(int run) {
    return settings.plan(run, data.digest()).trial();
  }

  Trial pictures(int run, int epoch) {
    return PictureWork.trial(settings.look(run, data.digest()), epoch);
  }

  Trial sequence(Over over, Alignment alignment) {
    return SequenceWork.trial(settings.look(1, data.digest()), over, alignment);
  }

  Trial neurons(int epoch) {
    return NeuronWork.trial(settings.look(1, data.digest()), epoch, sites().getLast());
  }

  Trial similarity() {
    return SimilarityWork.trial(settings.look(1, data.digest()));
  }

  /** Ways of bringing pictures together that can be had along something. */
  List<Alignment> alignments(Over over) {
    // Stacked layers need as many units each: those of a perceptron have them.
    boolean same = over == Over.EPOCHS || settings.network() == Architecture.MLP;
    return settings.alignments().stream().filter(a -> same || a != Alignment.JOINT).toList();
  }

  private List<Trial> networks() {
    List<Trial> all = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) all.add(network(run));
    return all;
  }

  private List<Trial> looks() {
    List<Trial> all = new ArrayList<>();
    for (int epoch : settings.lookedEpochs()) {
      for (int run = 1; run <= settings.runs(); run++) all.add(pictures(run, epoch));
    }
    all.add(neurons(0));
    all.add(neurons(settings.epochs()));
    all.add(similarity());
    for (Over over : Over.values()) {
      for (Alignment alignment : alignments(over)) all.add(sequence(over, alignment));
    }
    return all;
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
    Map<String, String> described = new LinkedHashMap<>(settings.asMap());
    described.put("data_digest", data.digest());
    new StudyFolder(folder).begin(RunInfo.of(KIND, described).provenance(how));
    TrialFile.write(folder.resolve(TrialFile.PLAN), all());
    runner.run(store, networks(), listener).requireAll();
    runner.run(store, looks(), listener).requireAll();
    store.gather(all(), folder.resolve(Database.FILE), List.of(networkTable(), Published.table()));
    return Run.open(folder);
  }

  /** Which trials are of which network. */
  private Table networkTable() {
    Table.Builder table = Table.named("networks").integer("run").text("trained", "part", "trial");
    for (int run = 1; run <= settings.runs(); run++) {
      String trained = network(run).key();
      table.row(run, trained, "training", trained);
      for (int epoch : settings.lookedEpochs()) {
        table.row(run, trained, "pictures", pictures(run, epoch).key());
      }
    }
    return table.build();
  }

  /** A table of a finished trial. */
  Table table(Trial trial, String name) {
    return store
        .table(trial, name)
        .orElseThrow(() -> new ActivityException(trial.kind() + " made no table '" + name + "'"));
  }

  /** What the last hidden layer of the first network says to the images shown. */
  HiddenActivity activity(int epoch) {
    Trial any = pictures(1, epoch);
    var model =
        settings
            .network()
            .model(data.train().shape(), settings.units(), data.train().classes().size());
    var file =
        store
            .run(any.text("trained"))
            .checkpoint(dev.sonde.study.images.ImageTraining.epoch(epoch));
    try (var network = dev.sonde.network.model.Network.load(model, file)) {
      return HiddenActivity.of(network, shown(), List.of(sites().getLast()));
    }
  }

  /** How long a trial takes, in epochs of training. */
  public static long cost(Trial trial) {
    return trial.kind().equals(TrainingPlan.KIND) ? trial.whole("epochs") : 1;
  }

  /** What is left to do, in epochs of training. */
  public long remaining() {
    return all().stream().filter(t -> !store.finished(t)).mapToLong(ActivityStudy::cost).sum();
  }
}
