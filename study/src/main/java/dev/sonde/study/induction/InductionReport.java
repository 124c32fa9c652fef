package dev.sonde.study.induction;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;

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
        List.of(question(), learning(), heads(), ablated(), networks()),
        how);
  }

  private Section question() {
    return new Section(
        "The question",
        List.of(
            new Block.Words(
                "An induction head finds an earlier occurrence of the current token and attends"
                    + " to the token after it: … A B … A → B. Olsson et al. 2022 found that such"
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
    List<HeadAtEnd> rows = new ArrayList<>();
    for (Measured m : all) {
      long last = m.steps().getLast();
      for (Score score : m.scores()) {
        if (score.step() == last) rows.add(new HeadAtEnd(m, score));
      }
    }
    Block table = Block.TableBlock.of("Heads of the trained networks", HEADS, rows);
    return new Section(
        "Heads",
        List.of(
            new Block.Picture(InductionFigures.heads(all)),
            new Block.Folded("Every head of the trained networks", List.of(table))));
  }

  private Section ablated() {
    return new Section(
        "Without the strongest previous-token head",
        List.of(
            Block.TableBlock.of("Ablated heads, and compositions", SILENCED, all),
            new Block.Words(
                "The ablated head is the one in the first layer with the most attention on the"
                    + " previous token. As a control, each other head of the layer is ablated in"
                    + " turn.")));
  }

  private Section networks() {
    return new Section(
        "Networks", List.of(Block.TableBlock.of("The trained networks", NETWORKS, all)));
  }

  private record HeadAtEnd(Measured network, Score score) {}

  private static final Columns<HeadAtEnd> HEADS =
      Columns.<HeadAtEnd>empty()
          .text("network", h -> h.network().member().words())
          .text("head", h -> h.score().name())
          .real("previous", h -> h.score().previous())
          .explained("share of its attention on the previous token")
          .real("induction", h -> h.score().induction())
          .explained("induction score: share on the token after the earlier occurrence")
          .real("control", h -> h.score().control())
          .explained("the same without repetition")
          .real("loss without", h -> h.network().without(h.score().name(), "again_loss"))
          .explained("loss of repeated tokens without this head");

  private static final Columns<Measured> SILENCED =
      Columns.<Measured>empty()
          .text("network", m -> m.member().words())
          .text("head", m -> m.previousHead().name())
          .real("looks back", m -> m.previousHead().previous())
          .explained("share of its attention on the previous token")
          .real("untrained", Measured::untrainedPrevious)
          .explained("the largest such share in the untrained first layer")
          .real("loss", m -> m.without(AblatedHeads.NONE, "again_loss"))
          .explained("loss of repeated tokens, whole network")
          .real("without it", m -> m.without(m.previousHead().name(), "again_loss"))
          .explained("loss with the head set to zero")
          .real("at its mean", m -> m.without(m.previousHead().name(), "again_loss_mean"))
          .explained("loss with the head set to its mean")
          .real("without another", m -> m.withoutOthers("again_loss"))
          .explained("mean over the other heads of the first layer")
          .real("induction", m -> m.without(AblatedHeads.NONE, "induction"))
          .explained("largest induction score, whole network")
          .real("induction without it", m -> m.without(m.previousHead().name(), "induction"))
          .explained("largest induction score of the remaining heads")
          .real("induction without another", m -> m.withoutOthers("induction"))
          .explained("mean over the other heads of the first layer")
          .real("K-composition", Measured::keyComposition)
          .explained("K-composition of the best induction head with this head")
          .real("others", Measured::otherComposition)
          .explained("with the other heads of the first layer, mean")
          .real("random", Measured::randomComposition)
          .explained("mean of random matrices of the same shapes");

  private static final Columns<Measured> NETWORKS =
      Columns.<Measured>empty()
          .text("network", m -> m.member().words())
          .real("first", m -> m.end("first_loss"))
          .explained("loss of new tokens")
          .real("again", m -> m.end("again_loss"))
          .explained("loss of repeated tokens")
          .share("right", m -> m.end("accuracy"))
          .explained("accuracy on repeated tokens")
          .real("in-context", m -> m.end("in_context"))
          .explained("in-context score: loss of the last − loss of the first tokens")
          .optional("half right", m -> m.right(.5))
          .explained("first step with an accuracy of 50 % on repeated tokens")
          .optional("looked back", Measured::lookedBack)
          .explained("first step with a previous-token head in the first layer")
          .optional("inducted", Measured::inducted)
          .explained("first step with an induction head")
          .text(
              "induction heads",
              m -> String.join(" ", m.inductionHeads().stream().map(Score::name).toList()));
}
