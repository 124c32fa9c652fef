package dev.sonde.question.machines;

import dev.sonde.automata.Machine;
import dev.sonde.figure.page.Page;
import dev.sonde.network.torch.Torch;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.study.states.Extraction;
import dev.sonde.study.states.NamedMachines;
import dev.sonde.study.states.WordNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which finite-state machine is in a recurrent network? */
public final class ExtractQuestion implements Question<ExtractSettings, Extraction> {

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
                + " true machine if it is given (accuracy).",
            "Any recurrent network is taken, with one-hot inputs or an embedding; a vocabulary and"
                + " an alphabet give the symbols that it reads.")
        .needs(Need.NETWORK)
        .examples(
            "extract network.pt --machine machine.dot -o extracted.svg",
            "extract network.pt --method l-star --tests pac --epsilon 0.01",
            "extract classifier.keras --vocab letters.json --alphabet ab --machine machine.dot");
  }

  @Override
  public Extraction answer(ExtractSettings settings, Work work) throws IOException {
    Torch.require();
    String machine = settings.machine();
    Machine truth = machine == null ? null : NamedMachines.minimal(machine);
    long seed = settings.seed();
    WordSettings.Opened opened =
        settings.reading().open(settings.model(), truth, settings.words(), seed);
    try (Work.Stage _ = work.stage("extracting the machine", "words", -1);
        WordNetwork network = opened.network()) {
      Extraction.Subject subject =
          truth == null
              ? Extraction.Subject.of(network)
              : Extraction.Subject.of(network, truth, seed);
      return switch (settings.method()) {
        case CLUSTERS -> Extraction.byClusters(subject, settings.choice(), opened.words(), 2, seed);
        case SAMPLES -> Extraction.bySamples(subject, opened.words(), seed);
        case TTT, KEARNS_VAZIRANI, L_STAR ->
            Extraction.byAsking(subject, settings.learning(network.longest()), seed);
      };
    }
  }

  @Override
  public Object document(ExtractSettings settings, Extraction found) {
    return ExtractionPages.document(found);
  }

  @Override
  public Page summary(ExtractSettings settings, Extraction found) {
    return new Page(
        "The machine in " + settings.model().getFileName(),
        settings.method().toString(),
        ExtractionPages.findings(found),
        List.of(ExtractionPages.fidelity(found)));
  }

  @Override
  public Page page(ExtractSettings settings, Extraction found, Work work) {
    Page summary = summary(settings, found);
    List<Page.Section> sections = new ArrayList<>(summary.sections());
    sections.addFirst(new Page.Section("Machine", List.of(ExtractionPages.drawn(found))));
    return summary.with(sections);
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
