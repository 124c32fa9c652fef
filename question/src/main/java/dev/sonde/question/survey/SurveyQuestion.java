package dev.sonde.question.survey;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Table;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Provenances;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.study.run.RunFolder;
import dev.sonde.study.survey.SurveyPlan;
import dev.sonde.study.survey.SurveyState;
import dev.sonde.study.trial.SlurmJobs;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.TrialListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in these folders of files of weights? */
public final class SurveyQuestion implements Question<SurveySettings, SurveyAnswer> {

  private static final int MAPS = 4;

  @Override
  public About<SurveySettings> about() {
    return About.of(
            "survey",
            Group.LOOK,
            "Tabulates every checkpoint below folders, and what they have in common.",
            SurveySettings.class)
        .needs(Need.CHECKPOINT)
        .details(
            """
            One row per file and one per tensor: statistics, architecture, digests, settings of \
            the training found beside. Then architectures, copies, families (which file was \
            trained on from which), outliers. A damaged file is a row with the reason.\
            """,
            "Each file is read once and kept: killed at any moment, the same command goes on where"
                + " it was.")
        .examples(
            "survey runs -o survey.parquet",
            "survey runs other --spectrum -o survey.html",
            "survey runs --runner spark -o survey.parquet");
  }

  @Override
  public SurveyAnswer answer(SurveySettings settings, Work work) throws Exception {
    SurveyPlan plan = SurveyPlan.of(settings.folders(), settings.reading(), settings.unit());
    SurveyState state = new SurveyState(folder(settings, work), plan);
    Path file = state.begin(Provenances.of("sonde survey", List.of(), plan.described(), null));
    switch (settings.runner()) {
      case LOCAL -> read(state, settings, work);
      case GATHER -> {}
      case PLAN -> {
        return planned(state, "each line of its plan is one, for the command sonde trial");
      }
      case SLURM -> {
        return planned(
            state, SlurmJobs.write(state.folder(), plan.trials()) + " submits them to Slurm");
      }
      case SPARK -> {
        return planned(
            state,
            "spark-submit --master URL --class dev.sonde.spark.SparkTrials sonde-spark.jar "
                + file.toAbsolutePath().normalize().getParent()
                + " sonde");
      }
    }
    state.gather();
    return gathered(state, settings, work);
  }

  private static SurveyAnswer planned(SurveyState state, String next) {
    int units = state.plan().trials().all().size();
    return SurveyAnswer.planned(
        state,
        "%d files in %d units of work are planned in %s: %s; then the same survey is asked with the"
                .formatted(state.plan().files(), units, state.folder(), next)
            + " runner gather");
  }

  private static Path folder(SurveySettings settings, Work work) throws IOException {
    Path named = settings.state();
    if (named != null) return named;
    if (!work.outputs().isEmpty()) {
      Path first = work.outputs().getFirst();
      return first.resolveSibling(first.getFileName() + ".state");
    }
    if (settings.runner() != SurveySettings.Runner.LOCAL) {
      throw new dev.sonde.settings.SettingsException(
              "runner", settings.runner() + " needs an output, or a folder where units are kept")
          .mendedBy("output", "state");
    }
    Path temporary = Files.createTempDirectory("sonde-survey");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(temporary)));
    return temporary;
  }

  private static void delete(Path folder) {
    try {
      RunFolder.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      // What stays behind in the system's folder for such things is deleted by the system.
    }
  }

  /** Units save themselves when their threads are interrupted; this one's interrupts them. */
  private static void read(SurveyState state, SurveySettings settings, Work work)
      throws IOException {
    Thread own = Thread.currentThread();
    int units = state.plan().trials().all().size();
    try (Work.Stage stage = work.stage("reading", "units", units)) {
      state.run(
          settings.slots(),
          new TrialListener() {
            @Override
            public void started(int total, int finished) {
              stage.step(finished);
            }

            @Override
            public void finished(Trial trial) {
              stage.step(1);
              if (work.stopped()) own.interrupt();
            }
          });
    }
    if (work.stopped()) throw new TrialInterrupted();
  }

  private static SurveyAnswer gathered(SurveyState state, SurveySettings settings, Work work) {
    SurveyQueries ask = new SurveyQueries(state);
    Families families = new Families(state, settings, work);
    families.find();
    if (work.stopped()) throw new TrialInterrupted();
    try (Workers workers = Workers.of(settings.slots())) {
      return new SurveyAnswer(
          state,
          null,
          ask.counts(),
          ask.architectures(),
          families.copies(ask.copies()),
          families.lineage(),
          ask.outliers(),
          ask.damaged(),
          ModelMap.of(state, MAPS, workers),
          families.notes());
    }
  }

  @Override
  public Page summary(SurveySettings settings, SurveyAnswer answer) {
    return new SurveyPage(answer).summary();
  }

  @Override
  public Page page(SurveySettings settings, SurveyAnswer answer, Work work) {
    return new SurveyPage(answer).page();
  }

  @Override
  public Object document(SurveySettings settings, SurveyAnswer answer) {
    Map<String, Object> document = new LinkedHashMap<>();
    if (answer.planned() != null) {
      document.put("planned", answer.planned());
      return document;
    }
    Table files = answer.state().query(SurveyQueries.FILES);
    List<Map<String, Object>> rows = files.objects().stream().map(SurveyQuestion::known).toList();
    document.put("files", rows);
    for (Table table :
        List.of(answer.architectures(), answer.copies(), answer.lineage(), answer.outliers())) {
      document.put(table.name(), table.objects());
    }
    document.put("notes", answer.notes());
    return document;
  }

  /** Only members that have a value. */
  private static Map<String, Object> known(Map<String, ?> row) {
    Map<String, Object> known = new LinkedHashMap<>();
    row.forEach(
        (name, value) -> {
          if (value != null) known.put(name, value);
        });
    return known;
  }

  @Override
  public List<Output<SurveySettings, SurveyAnswer>> outputs() {
    return SurveyFiles.all();
  }

  @Override
  public List<Path> inputs(SurveySettings settings) {
    return List.of(); // their digests are the table's
  }
}
