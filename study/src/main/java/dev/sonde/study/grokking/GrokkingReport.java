package dev.sonde.study.grokking;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Entry;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The study as one page, for a reader who knows nothing of it. */
final class GrokkingReport {

  private final GrokkingSettings settings;
  private final List<Measured> all;

  GrokkingReport(GrokkingResults results) {
    settings = results.plan().settings();
    all = results.measured();
  }

  Page page(Provenance how) {
    return new Page(
        "How a network that knows by heart finds a rule",
        "Addition modulo "
            + settings.modulus()
            + ", "
            + Numbers.count(settings.runs(), "one-layer transformer", "one-layer transformers")
            + ", "
            + Numbers.count(settings.epochs(), "step", "steps"),
        new GrokkingFindings(settings, all).sentences(),
        List.of(question(), learning(), progress(), frequencies(), networks()),
        how);
  }

  private Section question() {
    int pairs = settings.modulus() * settings.modulus();
    int trained = settings.plan(1).sums().training().length;
    return new Section(
        "The question",
        List.of(
            new Block.Words(
                """
                A network that has its training examples by heart may, much later, come to know \
                the others too (grokking; Power et al. 2022). What happens in between? Nanda et \
                al. 2023 found that networks for addition modulo p come to compute sums of a few \
                cosines of a + b − c, and that measures made of these frequencies show the change \
                long before held-out accuracy does. Here it is done again.\
                """),
            new Block.Words(
                """
                The network reads 'a b =' and tells a + b modulo %s: width %s, %s, %s with relu, \
                learned positions, no norms. It sees %s of the %s pairs, all in every step: AdamW \
                at %s, weight decay %s. The others are held out. Every network has weights and \
                pairs of its own: the network is the sample.\
                """
                    .formatted(
                        settings.modulus(),
                        settings.width(),
                        Numbers.count(settings.heads(), "head", "heads"),
                        Numbers.count(settings.hidden(), "hidden unit", "hidden units"),
                        Numbers.count(trained),
                        Numbers.count(pairs),
                        Numbers.of(settings.rate()),
                        Numbers.of(settings.decay()))),
            new Block.Words(
                """
                Key frequencies are the fewest that carry %s of the energy of W_L, the map from \
                the MLP's neurons to the logits, over answers. Restricted loss: the logits' waves \
                of these frequencies over a + b, and mean logits, alone. Excluded loss: the logits \
                without these waves.\
                """
                    .formatted(Numbers.percent(settings.carried())))));
  }

  private Section learning() {
    return new Section("Learning", List.of(new Block.Picture(GrokkingFigures.learning(all))));
  }

  private Section progress() {
    return new Section(
        "Measures of progress", List.of(new Block.Picture(GrokkingFigures.progress(all))));
  }

  private Section frequencies() {
    List<List<Entry>> rows = new ArrayList<>();
    for (Measured m : all) {
      for (int i = 0; i < m.keys().rows().size(); i++) {
        rows.add(
            List.of(
                Entry.count(m.run()),
                Entry.count((long) m.keys().number(i, "frequency")),
                Entry.percent(m.keys().number(i, "neuron_share")),
                Entry.percent(m.keys().number(i, "logit_variance"))));
      }
    }
    Block table =
        Block.TableBlock.of(
            "Key frequencies",
            List.of(
                Head.integer("run", ""),
                Head.integer("frequency", "k, waves per p numbers"),
                Head.real("energy", "its share of the energy of W_L"),
                Head.real("logits", "share of the logits' variance that its waves make up")),
            rows);
    return new Section(
        "Frequencies",
        List.of(
            new Block.Picture(GrokkingFigures.spectra(all)),
            new Block.Folded("Key frequencies of each network", List.of(table))));
  }

  private Section networks() {
    List<Head> heads =
        List.of(
            Head.text("network"),
            Head.integer("memorised", "first step with 99 % of the training pairs right"),
            Head.integer("generalised", "first step with 99 % of the held-out pairs right"),
            Head.real("held-out", "share right at the end"),
            Head.real("training loss", "at the end"),
            Head.real("held-out loss", "at the end"),
            Head.text("key frequencies"),
            Head.real("carried", "share of the energy of W_L that they carry"),
            Head.real("restricted loss", "with these frequencies alone"),
            Head.real("excluded loss", "without them"));
    List<List<Entry>> rows = new ArrayList<>();
    for (Measured m : all) rows.add(row(m));
    rows.add(published());
    return new Section(
        "Networks",
        List.of(
            Block.TableBlock.of("Ours beside the published run of p = 113", heads, rows),
            new Block.Words(
                """
                The published run's figures are of its last network, whose file this study's code \
                measured; its excluded loss is over all pairs, ours over training pairs as in the \
                paper. Its steps are not in that file.\
                """)));
  }

  private static List<Entry> row(Measured m) {
    return List.of(
        Entry.words("run " + m.run()),
        step(m.memorised()),
        step(m.generalised()),
        Entry.percent(m.end("accuracy")),
        Entry.number(m.end("train_loss")),
        Entry.number(m.end("loss")),
        Entry.words(join(m.keyFrequencies())),
        Entry.percent(m.endProgress("neuron_share")),
        Entry.number(m.endProgress("restricted_loss")),
        Entry.number(m.endProgress("excluded_loss")));
  }

  private static List<Entry> published() {
    return List.of(
        Entry.words("published"),
        Entry.none(),
        Entry.none(),
        Entry.percent(1),
        Entry.number(Published.TRAINING_LOSS),
        Entry.number(Published.HELD_LOSS),
        Entry.words(join(Published.KEYS)),
        Entry.percent(Published.CARRIED),
        Entry.number(Published.RESTRICTED_LOSS),
        Entry.number(Published.EXCLUDED_LOSS));
  }

  private static Entry step(OptionalLong step) {
    return step.isPresent() ? Entry.count(step.getAsLong()) : Entry.none();
  }

  private static String join(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
