package dev.sonde.study.induction;

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

/** The study as one page, for a reader who knows nothing of it. */
final class InductionReport {

  private final InductionSettings settings;
  private final List<Measured> all;

  InductionReport(InductionResults results) {
    settings = results.plan().settings();
    all = results.measured();
  }

  Page page(Provenance how) {
    return new Page(
        "How induction heads form",
        "Random tokens that repeat, "
            + Numbers.count(
                settings.runs(), "transformer of two layers", "transformers of two layers")
            + ", "
            + Numbers.count(settings.controls(), "of one layer", "of one layer")
            + ", "
            + Numbers.count(settings.steps(), "step", "steps"),
        new InductionFindings(all).sentences(),
        List.of(question(), learning(), heads(), silenced(), networks()),
        how);
  }

  private Section question() {
    return new Section(
        "The question",
        List.of(
            new Block.Words(
                "An induction head looks for an earlier place of the token that is read, and at the"
                    + " token that came after it: … A B … A → B. Olsson et al. 2022 found that such"
                    + " heads form suddenly, that at the same time language models come to use"
                    + " their context, and that two layers are needed: a head of an earlier layer"
                    + " writes into each place which token came before, and the induction head's"
                    + " keys read it. Here it is done again where everything is known."),
            new Block.Words(
                "The task: a block of "
                    + settings.shortest()
                    + " to "
                    + settings.longest()
                    + " tokens (each drawn evenly from "
                    + Numbers.count(settings.vocabulary())
                    + ") repeats until the sequence is full; the network reads "
                    + Numbers.count(settings.positions())
                    + " tokens and tells at each the next. The block's length is drawn for each"
                    + " sequence and is not told, so that no fixed distance can be learnt. Every"
                    + " step has "
                    + Numbers.count(settings.batch())
                    + " new sequences."),
            new Block.Words(
                "The networks: attention only, without norms, biases or MLPs; learned positions"
                    + " that are added to the embeddings; width "
                    + settings.width()
                    + ", "
                    + Numbers.count(settings.heads(), "head", "heads")
                    + " a layer; weights drawn from N(0, 1/width); AdamW at "
                    + Numbers.of(settings.rate())
                    + " (β₂ .98), weight decay "
                    + Numbers.of(settings.decay())
                    + ". The network is the sample: each has weights and sequences of its own."),
            new Block.Words(
                "A token comes again where it and the one before it repeat what came one block"
                    + " earlier; the first token of a repetition counts as neither, for nothing"
                    + " says that the block is over. In-context score: loss of the last "
                    + (settings.shortest() - 1)
                    + " tokens less that of as many at the start. An induction score is measured on"
                    + " "
                    + settings.longest()
                    + " random tokens that come twice; a head is called an induction head if its"
                    + " score is at least three times what it is where nothing repeats (and .1"
                    + " above), and greater than that of every head of the untrained network. A"
                    + " head of the first layer looks back if it gives twice as much of its"
                    + " attention to the token before as the best of the untrained network's first"
                    + " layer.")));
  }

  private Section learning() {
    return new Section(
        "Loss",
        List.of(
            new Block.Picture(InductionFigures.learning(all)),
            new Block.Picture(InductionFigures.places(all))));
  }

  private Section heads() {
    List<List<Entry>> rows = new ArrayList<>();
    for (Measured m : all) {
      long last = m.steps().getLast();
      for (Score score : m.scores()) {
        if (score.step() != last) continue;
        rows.add(
            List.of(
                Entry.words(m.member().words()),
                Entry.words(score.name()),
                Entry.number(score.previous()),
                Entry.number(score.induction()),
                Entry.number(score.control()),
                Entry.number(m.without(score.name(), "again_loss"))));
      }
    }
    Block table =
        Block.TableBlock.of(
            "Heads of the trained networks",
            List.of(
                Head.text("network"),
                Head.text("head"),
                Head.real("previous", "share of its attention on the token before"),
                Head.real("induction", "on what came after the same token before"),
                Head.real("control", "the same where nothing repeats"),
                Head.real("loss without", "loss of tokens that come again without this head")),
            rows);
    return new Section(
        "Heads",
        List.of(
            new Block.Picture(InductionFigures.heads(all)),
            new Block.Folded("Every head of the trained networks", List.of(table))));
  }

  private Section silenced() {
    List<Head> heads =
        List.of(
            Head.text("network"),
            Head.text("head"),
            Head.real("looks back", "share of its attention on the token before"),
            Head.real("untrained", "the greatest such share in the untrained first layer"),
            Head.real("loss", "of tokens that come again, whole network"),
            Head.real("without it", "the head set to zero"),
            Head.real("at its mean", "the head set to its mean"),
            Head.real("without another", "mean over the other heads of the first layer"),
            Head.real("induction", "greatest induction score, whole network"),
            Head.real("induction without it", "greatest score of a head that is left"),
            Head.real("without another ", "mean over the other heads of the first layer"),
            Head.real("K-composition", "of the best induction head with this head"),
            Head.real("others", "with the other heads of the first layer, mean"),
            Head.real("random", "mean of random matrices of the same shapes"));
    List<List<Entry>> rows = new ArrayList<>();
    for (Measured m : all) {
      String head = m.previousHead().name();
      rows.add(
          List.of(
              Entry.words(m.member().words()),
              Entry.words(head),
              Entry.number(m.previousHead().previous()),
              Entry.number(m.untrainedPrevious()),
              Entry.number(m.without(Silenced.NONE, "again_loss")),
              Entry.number(m.without(head, "again_loss")),
              Entry.number(m.without(head, "again_loss_mean")),
              number(m.withoutOthers("again_loss")),
              Entry.number(m.without(Silenced.NONE, "induction")),
              number(m.without(head, "induction")),
              number(m.withoutOthers("induction")),
              number(m.keyComposition()),
              number(m.otherComposition()),
              number(m.randomComposition())));
    }
    return new Section(
        "Without the head that looks back most",
        List.of(
            Block.TableBlock.of("Heads silenced, and compositions", heads, rows),
            new Block.Words(
                "The head is the one of the first layer that gives most of its attention to the"
                    + " token before. Each of the layer's other heads is silenced in turn as a"
                    + " control.")));
  }

  private Section networks() {
    List<Head> heads =
        List.of(
            Head.text("network"),
            Head.real("first", "loss of tokens that come for the first time"),
            Head.real("again", "loss of tokens that come again"),
            Head.real("right", "share of these told rightly"),
            Head.real("in-context", "in-context score"),
            Head.integer("half right", "first step with half of the tokens that come again right"),
            Head.integer(
                "looked back", "first step with a head in the first layer that looks back"),
            Head.integer("inducted", "first step with an induction head"),
            Head.text("induction heads"));
    List<List<Entry>> rows = new ArrayList<>();
    for (Measured m : all) {
      rows.add(
          List.of(
              Entry.words(m.member().words()),
              Entry.number(m.end("first_loss")),
              Entry.number(m.end("again_loss")),
              Entry.percent(m.end("accuracy")),
              Entry.number(m.end("in_context")),
              step(m.right(.5)),
              step(m.lookedBack()),
              step(m.inducted()),
              Entry.words(
                  String.join(" ", m.inductionHeads().stream().map(Score::name).toList()))));
    }
    return new Section(
        "Networks", List.of(Block.TableBlock.of("The trained networks", heads, rows)));
  }

  private static Entry number(double value) {
    return Double.isNaN(value) ? Entry.none() : Entry.number(value);
  }

  private static Entry step(OptionalLong step) {
    return step.isPresent() ? Entry.count(step.getAsLong()) : Entry.none();
  }
}
