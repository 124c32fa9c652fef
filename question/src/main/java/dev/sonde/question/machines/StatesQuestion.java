package dev.sonde.question.machines;

import dev.sonde.automata.Machine;
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
import dev.sonde.study.states.NamedMachines;
import dev.sonde.study.states.NetworkFile;
import dev.sonde.study.states.StateAnalysis;
import dev.sonde.study.states.StateNetwork;
import dev.sonde.study.states.TrainingCourse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Do the hidden states of a network cluster by the states of a machine? */
public final class StatesQuestion implements Question<StatesSettings, StatesAnswer> {

  private static final Columns<StateAnalysis.Result> COLUMNS =
      Columns.<StateAnalysis.Result>empty()
          .text("clustering", "clustering", StateAnalysis.Result::name)
          .integer("clusters", "clusters", StateAnalysis.Result::clusters)
          .real("ambiguity", "ambiguity", StateAnalysis.Result::ambiguity)
          .explained("mean over clusters of the normalised entropy of their states, 0 to 1")
          .real("weighted", "weighted", StateAnalysis.Result::weighted)
          .explained("the same, weighted by cluster size")
          .real("max", "max", StateAnalysis.Result::max)
          .explained("ambiguity of the most ambiguous cluster")
          .ranked(2)
          .real("homogeneity", "homogeneity", StateAnalysis.Result::homogeneity)
          .ranked(3)
          .real("completeness", "completeness", StateAnalysis.Result::completeness)
          .ranked(3)
          .real("nmi", "NMI", StateAnalysis.Result::nmi)
          .explained("normalised mutual information of clusters and states")
          .ranked(2)
          .real("noise", "noise", StateAnalysis.Result::noise)
          .explained("share of vectors in no cluster")
          .ranked(1)
          .real("matched", "matched", StateAnalysis.Result::matched)
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
            "Runs words through a network that was trained on a finite-state machine, clusters"
                + " the hidden states by many methods, and compares clusters with the machine's"
                + " states. The network is a file with tensors rnn.* and fc.*, an ONNX file of"
                + " such a classifier, or is trained on the spot.")
        .needs(Need.NETWORK, Need.MACHINE)
        .examples(
            "states network.pt --machine machine.dot -o figures",
            "states --train gru --machine tomita7 -o trained");
  }

  @Override
  public StatesAnswer answer(StatesSettings settings, Work work) throws Exception {
    Torch.require();
    Machine minimal = NamedMachines.minimal(settings.machine());
    Path model = settings.model();
    if (model != null) {
      try (StateNetwork network = NetworkFile.open(model, minimal)) {
        return new StatesAnswer(analyse(network, minimal, settings, work), null);
      }
    }
    TrainingCourse course = train(settings, minimal, work);
    try (StateNetwork network = NetworkFile.open(course.network(), minimal)) {
      return new StatesAnswer(analyse(network, minimal, settings, work), course);
    }
  }

  private static StateAnalysis.Details analyse(
      StateNetwork network, Machine minimal, StatesSettings settings, Work work) {
    var choices = settings.choices();
    StateAnalysis.Settings how =
        StateAnalysis.Settings.defaults()
            .total(settings.words())
            .seed(settings.seed())
            .threads(settings.threads())
            .clusterings(choices)
            .scaling(settings.scaling());
    try (Work.Stage stage = work.stage("clustering", "clusterings", choices.size())) {
      return StateAnalysis.of(network, minimal, how, _ -> stage.step(1));
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

  @Override
  public Object document(StatesSettings settings, StatesAnswer answer) {
    return answer.details().analysis();
  }

  @Override
  public Page summary(StatesSettings settings, StatesAnswer answer) {
    StateAnalysis a = answer.details().analysis();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            String.format(
                Locale.ROOT,
                "Accuracy %.4f (every prefix of words of length 16 to 30), last output %.4f%s.",
                a.accuracy(),
                a.lastOutput(),
                a.learned() ? "" : ": the network has not learned the machine")));
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
    return new Page(
        "Hidden states and machine states",
        answer.details().machine().name(),
        findings,
        List.of(
            new Page.Section(
                "Clusterings",
                List.of(
                    new TableBlock(
                        COLUMNS.table("clusterings", "Every clustering", a.clusterings()))))),
        null);
  }

  @Override
  public Page page(StatesSettings settings, StatesAnswer answer, Work work) {
    List<Block> pictures = new ArrayList<>();
    TrainingCourse course = answer.course();
    if (course != null) pictures.add(new Block.Picture(CourseFigure.of(course)));
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
    List<Path> files = new ArrayList<>(NamedMachines.files(settings.machine()));
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
