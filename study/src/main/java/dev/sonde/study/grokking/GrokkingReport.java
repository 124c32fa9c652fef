package dev.sonde.study.grokking;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
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
        "How a network that memorised comes to generalise (grokking)",
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
                A network that has memorised its training examples may, much later, generalise to \
                held-out ones (grokking; Power et al. 2022). What happens in between? Nanda et \
                al. 2023 found that networks for addition modulo p come to compute sums of a few \
                cosines of a + b − c, and that measures made of these frequencies show the change \
                long before held-out accuracy does. This study repeats it.\
                """),
            new Block.Words(
                """
                The network reads 'a b =' and predicts a + b modulo %s: width %s, %s, %s with \
                relu, learned positions, no norms. It sees %s of the %s pairs, all in every step: \
                AdamW at %s, weight decay %s. The others are held out. Every network has weights \
                and pairs of its own: the network is the sample.\
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
    List<Key> keys = new ArrayList<>();
    for (Measured m : all) {
      for (int i = 0; i < m.keys().rows().size(); i++) {
        keys.add(
            new Key(
                m.run(),
                (long) m.keys().number(i, "frequency"),
                m.keys().number(i, "neuron_share"),
                m.keys().number(i, "logit_variance")));
      }
    }
    Block table = Block.TableBlock.of("Key frequencies", KEYS, keys);
    return new Section(
        "Frequencies",
        List.of(
            new Block.Picture(GrokkingFigures.spectra(all)),
            new Block.Folded("Key frequencies of each network", List.of(table))));
  }

  private Section networks() {
    List<Outcome> rows = new ArrayList<>();
    for (Measured m : all) rows.add(Outcome.of(m));
    rows.add(Outcome.PUBLISHED);
    return new Section(
        "Networks",
        List.of(
            Block.TableBlock.of("Our networks and the published run with p = 113", OUTCOMES, rows),
            new Block.Words(
                """
                The published run's figures are of its last network, whose file this study's code \
                measured; its excluded loss is over all pairs, ours over training pairs as in the \
                paper. Its steps are not in that file.\
                """)));
  }

  private record Key(int run, long frequency, double energy, double logits) {}

  private static final Columns<Key> KEYS =
      Columns.<Key>empty()
          .integer("run", Key::run)
          .integer("frequency", Key::frequency)
          .explained("k, waves per p numbers")
          .share("energy", Key::energy)
          .explained("its share of the energy of W_L")
          .share("logits", Key::logits)
          .explained("share of the logits' variance that its waves make up");

  /** Where a network stands at the end, ours or the published one. */
  private record Outcome(
      String network,
      OptionalLong memorised,
      OptionalLong generalised,
      double accuracy,
      double trainingLoss,
      double heldLoss,
      List<Integer> keys,
      double carried,
      double restrictedLoss,
      double excludedLoss) {

    static final Outcome PUBLISHED =
        new Outcome(
            "published",
            OptionalLong.empty(),
            OptionalLong.empty(),
            1,
            Published.TRAINING_LOSS,
            Published.HELD_LOSS,
            Published.KEYS,
            Published.CARRIED,
            Published.RESTRICTED_LOSS,
            Published.EXCLUDED_LOSS);

    static Outcome of(Measured m) {
      return new Outcome(
          "run " + m.run(),
          m.memorised(),
          m.generalised(),
          m.end("accuracy"),
          m.end("train_loss"),
          m.end("loss"),
          m.keyFrequencies(),
          m.endProgress("neuron_share"),
          m.endProgress("restricted_loss"),
          m.endProgress("excluded_loss"));
    }
  }

  private static final Columns<Outcome> OUTCOMES =
      Columns.<Outcome>empty()
          .text("network", Outcome::network)
          .optional("memorised", Outcome::memorised)
          .explained("first step with 99 % accuracy on training pairs")
          .optional("generalised", Outcome::generalised)
          .explained("first step with 99 % accuracy on held-out pairs")
          .share("held-out", Outcome::accuracy)
          .explained("accuracy on held-out pairs at the end")
          .real("training loss", Outcome::trainingLoss)
          .explained("at the end")
          .real("held-out loss", Outcome::heldLoss)
          .explained("at the end")
          .text("key frequencies", o -> join(o.keys()))
          .share("carried", Outcome::carried)
          .explained("share of the energy of W_L that they carry")
          .real("restricted loss", Outcome::restrictedLoss)
          .explained("with these frequencies alone")
          .real("excluded loss", Outcome::excludedLoss)
          .explained("without them");

  private static String join(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
