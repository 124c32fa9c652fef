package dev.sonde.question.machines;

import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import dev.sonde.figure.Figure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.torch.Torch;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.study.states.Extraction;
import dev.sonde.study.states.NamedMachines;
import dev.sonde.study.states.StateAnalysis;
import dev.sonde.study.states.TrainingCourse;
import dev.sonde.study.states.WordNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Do the hidden states of a network cluster by the states of a machine? */
public final class StatesQuestion implements Question<StatesSettings, StatesAnswer> {

  private static final Columns<StateAnalysis.Result> COLUMNS =
      Columns.<StateAnalysis.Result>empty()
          .text("clustering", StateAnalysis.Result::name)
          .integer("clusters", StateAnalysis.Result::clusters)
          .real("ambiguity", StateAnalysis.Result::ambiguity)
          .explained("mean over clusters of the normalised entropy of their states, 0 to 1")
          .real("weighted", StateAnalysis.Result::weighted)
          .explained("the same, weighted by cluster size")
          .real("max", StateAnalysis.Result::max)
          .explained("ambiguity of the most ambiguous cluster")
          .ranked(2)
          .real("homogeneity", StateAnalysis.Result::homogeneity)
          .ranked(3)
          .real("completeness", StateAnalysis.Result::completeness)
          .ranked(3)
          .real("nmi", "NMI", StateAnalysis.Result::nmi)
          .explained("normalised mutual information of clusters and states")
          .ranked(2)
          .real("noise", StateAnalysis.Result::noise)
          .explained("share of vectors in no cluster")
          .ranked(1)
          .real("matched", StateAnalysis.Result::matched)
          .explained("share of vectors that a one-to-one matching explains")
          .ranked(2);

  @Override
  public About<StatesSettings> about() {
    return About.of(
            "states",
            Group.MACHINES,
            "Clusters a recurrent network's hidden states.",
            StatesSettings.class)
        .details(
            "Runs words through a network that was trained on a finite-state machine, clusters the"
                + " hidden states by many methods, and compares clusters with the machine's states."
                + " Without a machine, one is extracted from the network, and its fidelity is"
                + " reported.",
            "Any recurrent network is taken, with one-hot inputs or an embedding; a vocabulary and"
                + " an alphabet give the symbols that it reads, a file of texts the words. Or a"
                + " network is trained on the spot.")
        .needs(Need.NETWORK)
        .examples(
            "states network.pt --machine machine.dot -o figures",
            "states classifier.pt2 --alphabet '1 2' --machine machine.dot -o states.html",
            "states model.keras --vocab letters.json --texts words.txt -o states.html",
            "states --train gru --machine tomita7 -o trained");
  }

  @Override
  public StatesAnswer answer(StatesSettings settings, Work work) throws Exception {
    Torch.require();
    String name = settings.machine();
    Machine given = name == null ? null : NamedMachines.minimal(name);
    Path model = settings.model();
    TrainingCourse course = null;
    if (model == null) {
      course = train(settings, Objects.requireNonNull(given, "a machine"), work);
      model = course.network();
    }
    WordSettings.Opened opened =
        settings.reading().open(model, given, settings.words(), settings.seed());
    try (WordNetwork network = opened.network()) {
      if (given != null) {
        return new StatesAnswer(analyse(opened, given, settings, work), course, null);
      }
      Extraction read = read(network, opened.words(), settings.seed(), work);
      Machine machine = Minimal.of(read.machine()).machine();
      return new StatesAnswer(analyse(opened, machine, settings, work), course, read);
    }
  }

  private static Extraction read(WordNetwork network, List<int[]> words, long seed, Work work) {
    try (Work.Stage _ = work.stage("reading the machine", "words", -1)) {
      return Extraction.bySamples(Extraction.Subject.of(network), words, seed);
    }
  }

  private static StateAnalysis.Details analyse(
      WordSettings.Opened opened, Machine minimal, StatesSettings settings, Work work) {
    var choices = settings.choices();
    StateAnalysis.Settings how =
        StateAnalysis.Settings.defaults()
            .total(settings.words())
            .seed(settings.seed())
            .threads(settings.threads())
            .clusterings(choices)
            .scaling(settings.scaling());
    try (Work.Stage stage = work.stage("clustering", "clusterings", choices.size())) {
      return StateAnalysis.of(opened.network(), minimal, opened.words(), how, _ -> stage.step(1));
    }
  }

  private static TrainingCourse train(StatesSettings settings, Machine minimal, Work work)
      throws IOException {
    Cell cell = settings.train();
    if (cell == null) throw new IllegalStateException("neither a file nor a training");
    Path folder =
        work.outputs().stream()
            .filter(path -> !String.valueOf(path.getFileName()).contains("."))
            .findFirst()
            .orElseThrow(
                () ->
                    new QuestionException(
                        "training needs a folder for the network: give one as the output"));
    TrainingCourse.Settings how =
        new TrainingCourse.Settings(cell, settings.epochs(), settings.seed());
    try (Work.Stage stage = work.stage("training", "steps", -1)) {
      return TrainingCourse.of(minimal, how, folder, () -> stepped(stage, work));
    }
  }

  /** An analysis whose machine was read out of the network, with that machine. */
  private record WithMachine(
      double accuracy,
      double lastOutput,
      boolean learned,
      int states,
      int observed,
      int words,
      int vectors,
      int dimensions,
      List<String> outputs,
      List<StateAnalysis.Result> clusterings,
      ExtractionPages.Document machine) {}

  @Override
  public Object document(StatesSettings settings, StatesAnswer answer) {
    StateAnalysis a = answer.details().analysis();
    Extraction machine = answer.machine();
    if (machine == null) return a;
    return new WithMachine(
        a.accuracy(),
        a.lastOutput(),
        a.learned(),
        a.states(),
        a.observed(),
        a.words(),
        a.vectors(),
        a.dimensions(),
        a.outputs(),
        a.clusterings(),
        ExtractionPages.document(machine));
  }

  @Override
  public Page summary(StatesSettings settings, StatesAnswer answer) {
    StateAnalysis a = answer.details().analysis();
    List<Finding> findings = new ArrayList<>();
    Extraction read = answer.machine();
    if (read != null) {
      findings.add(
          Finding.plain(
              "No machine was given: states are those of a machine read out of the network's"
                  + " answers."));
      findings.addAll(ExtractionPages.findings(read));
    }
    findings.add(
        Finding.plain(
            String.format(
                Locale.ROOT,
                "%s %.4f (every prefix of words of length 16 to 30), last output %.4f%s.",
                read == null ? "Accuracy" : "Agreement of that machine with the network",
                a.accuracy(),
                a.lastOutput(),
                a.learned()
                    ? ""
                    : read == null
                        ? ": the network has not learned the machine"
                        : ": no small machine stands for it")));
    findings.add(
        Finding.plain(
            "%d vectors of %d dimensions after %d words; %d of %d states occur; outputs %s."
                .formatted(
                    a.vectors(),
                    a.dimensions(),
                    a.words(),
                    a.observed(),
                    a.states(),
                    String.join(", ", a.outputs()))));
    List<Page.Section> sections = new ArrayList<>();
    sections.add(
        new Page.Section(
            "Clusterings",
            List.of(
                new TableBlock(
                    COLUMNS.table("clusterings", "Every clustering", a.clusterings())))));
    if (read != null) sections.add(ExtractionPages.fidelity(read));
    return new Page(
        "Hidden states and machine states", answer.details().machine().name(), findings, sections);
  }

  @Override
  public Page page(StatesSettings settings, StatesAnswer answer, Work work) {
    List<Block> pictures = new ArrayList<>();
    TrainingCourse course = answer.course();
    if (course != null) pictures.add(new Block.Picture(CourseFigure.of(course)));
    Extraction read = answer.machine();
    if (read != null) pictures.add(ExtractionPages.drawn(read));
    for (Figure figure : new StatesFigures(answer.details(), settings.drawn()).all().values()) {
      pictures.add(new Block.Picture(figure));
    }
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>(summary.sections());
    sections.add(new Page.Section("Figures", pictures));
    return summary.with(sections);
  }

  @Override
  public List<Path> inputs(StatesSettings settings) {
    List<Path> files = new ArrayList<>();
    String machine = settings.machine();
    if (machine != null) files.addAll(NamedMachines.files(machine));
    Path model = settings.model();
    if (model != null) files.addFirst(model);
    return files;
  }

  /** Training saves its progress when its thread is interrupted. */
  private static void stepped(Work.Stage stage, Work work) {
    stage.step(1);
    if (work.stopped()) Thread.currentThread().interrupt();
  }
}
