package dev.sonde.question.machines;

import dev.sonde.automata.Machine;
import dev.sonde.automata.dot.DotWriter;
import dev.sonde.automata.learning.Fidelity;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.network.torch.Torch;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.study.states.Extraction;
import dev.sonde.study.states.NamedMachines;
import dev.sonde.study.states.NetworkFile;
import dev.sonde.study.states.StateNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which finite-state machine is in a recurrent network? */
public final class ExtractQuestion implements Question<ExtractSettings, Extraction> {

  private static final Columns<Fidelity.Row> COLUMNS =
      Columns.<Fidelity.Row>empty()
          .integer("length", "length", Fidelity.Row::length)
          .explained("length of the words")
          .integer("words", "words", Fidelity.Row::words)
          .real("fidelity", "fidelity", Fidelity.Row::fidelity)
          .explained("share of words for which machine and network give the same output")
          .real("every_prefix", "every prefix", Fidelity.Row::everyPrefix)
          .explained("share of words for which they agree after every prefix")
          .ranked(1)
          .and("accuracy", "accuracy", Head.Type.REAL, Fidelity.Row::accuracy)
          .explained(
              "share of words for which the machine and the true machine give the same output")
          .and("network", "network's", Head.Type.REAL, Fidelity.Row::network)
          .explained("accuracy of the network itself");

  /** Steps that deviate from the majority's transition, for machines from clusters. */
  private record Conflicts(long steps, long conflicts, int unseen) {}

  private record Document(
      String method,
      int statesBefore,
      int states,
      @Nullable Integer statesOfTruth,
      @Nullable Boolean equivalent,
      List<String> separatingWords,
      @Nullable LearningCost learning,
      @Nullable Conflicts clusters,
      @Nullable Integer unseenTransitions,
      List<Fidelity.Row> fidelity,
      String dot) {}

  @Override
  public About<ExtractSettings> about() {
    return About.of(
            "extract",
            Group.MACHINES,
            "Extracts a finite-state machine from a recurrent network.",
            ExtractSettings.class)
        .details(
            "By queries about words (active learning), from clusters of hidden states, or from"
                + " sampled words. Measures agreement with the network (fidelity), and with the"
                + " true machine if it is given (accuracy).")
        .needs(Need.NETWORK)
        .examples(
            "extract network.pt --machine machine.dot -o extracted.svg",
            "extract network.pt --method l-star --tests pac --epsilon 0.01");
  }

  @Override
  public Extraction answer(ExtractSettings settings, Work work) throws IOException {
    Torch.require();
    String machine = settings.machine();
    Machine truth = machine == null ? null : NamedMachines.minimal(machine);
    try (Work.Stage _ = work.stage("extracting the machine", "words", -1);
        StateNetwork network = NetworkFile.open(settings.model(), truth)) {
      long seed = settings.seed();
      Extraction.Subject subject =
          truth == null
              ? Extraction.Subject.of(network)
              : Extraction.Subject.of(network, truth, seed);
      return switch (settings.method()) {
        case CLUSTERS ->
            Extraction.byClusters(subject, settings.choice(), settings.words(), 2, seed);
        case SAMPLES -> Extraction.bySamples(subject, settings.words(), seed);
        case TTT, KEARNS_VAZIRANI, L_STAR ->
            Extraction.byAsking(subject, settings.learning(), seed);
      };
    }
  }

  @Override
  public Object document(ExtractSettings settings, Extraction found) {
    var quotient = found.quotient();
    var merging = found.merging();
    return new Document(
        found.method(),
        found.statesBefore(),
        found.states(),
        found.statesOfTruth(),
        found.equivalent(),
        found.separating(),
        LearningCost.of(found),
        quotient == null
            ? null
            : new Conflicts(quotient.steps(), quotient.conflicts(), quotient.unseen()),
        merging == null ? null : merging.unseen(),
        found.fidelity().rows(),
        DotWriter.of(found.machine()));
  }

  @Override
  public Page summary(ExtractSettings settings, Extraction found) {
    return new Page(
        "The machine in " + settings.model().getFileName(),
        settings.method().toString(),
        findings(found),
        List.of(
            new Page.Section(
                "Fidelity",
                List.of(
                    new TableBlock(
                        COLUMNS.table(
                            "fidelity", "By length of words", found.fidelity().rows()))))),
        null);
  }

  private static List<Finding> findings(Extraction found) {
    List<Finding> findings = new ArrayList<>();
    Integer truth = found.statesOfTruth();
    findings.add(
        Finding.plain(
            "%s: %d states, %d after minimisation%s."
                .formatted(
                    found.method(),
                    found.statesBefore(),
                    found.states(),
                    truth == null ? "" : "; the true machine has " + truth)));
    Boolean equivalent = found.equivalent();
    if (equivalent != null) {
      findings.add(
          equivalent
              ? new Finding(Tone.GOOD, "It is equivalent to the true machine.")
              : new Finding(
                  Tone.NOTABLE,
                  "It is not equivalent to the true machine; words that distinguish them: %s."
                      .formatted(String.join("; ", found.separating()))));
    }
    LearningCost cost = LearningCost.of(found);
    if (cost != null) learning(cost, findings);
    var quotient = found.quotient();
    if (quotient != null) {
      findings.add(
          Finding.plain(
              "%d of %d steps deviate from the majority's transition; %d transitions were never observed."
                  .formatted(quotient.conflicts(), quotient.steps(), quotient.unseen())));
    }
    var merging = found.merging();
    if (merging != null) {
      findings.add(
          Finding.plain(
              "Merged from a prefix tree of %d nodes; %d transitions were never observed."
                  .formatted(merging.tree(), merging.unseen())));
    }
    return findings;
  }

  private static void learning(LearningCost cost, List<Finding> findings) {
    findings.add(
        Finding.plain(
            String.format(
                Locale.ROOT,
                "Queries: %d words for learning (%d symbols), %d for tests (%d symbols); %d"
                    + " counterexamples, %.1f s; ended by: %s.",
                cost.learningQueries(),
                cost.learningSymbols(),
                cost.testQueries(),
                cost.testSymbols(),
                cost.rounds(),
                cost.seconds(),
                cost.ended())));
    var pac = cost.pac();
    if (pac != null) {
      findings.add(
          Finding.plain(
              ("Passed a PAC test of %d words: wrong on at most %s of such words with probability"
                      + " %s.")
                  .formatted(pac.words(), pac.epsilon(), 1 - pac.delta())));
    }
  }

  @Override
  public Page page(ExtractSettings settings, Extraction found, Work work) {
    Page summary = summary(settings, found);
    List<Page.Section> sections = new ArrayList<>(summary.sections());
    sections.addFirst(new Page.Section("Machine", List.of(drawn(found))));
    return summary.with(sections);
  }

  private static Block drawn(Extraction found) {
    try {
      return new Block.Picture(MachineDrawing.of("The machine", found.machine()));
    } catch (IllegalArgumentException e) {
      return new Block.Words("The machine is not drawn: " + e.getMessage() + ".");
    }
  }

  @Override
  public List<Output<ExtractSettings, Extraction>> outputs() {
    return MachineFiles.of(
        Extraction::machine,
        (settings, found) -> settings.model().getFileName() + ", " + settings.method());
  }

  @Override
  public List<Path> inputs(ExtractSettings settings) {
    List<Path> files = new ArrayList<>(List.of(settings.model()));
    String machine = settings.machine();
    if (machine != null) files.addAll(NamedMachines.files(machine));
    return files;
  }
}
