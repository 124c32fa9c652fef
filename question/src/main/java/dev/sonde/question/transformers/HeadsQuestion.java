package dev.sonde.question.transformers;

import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.heads.AttentionHeads;
import dev.sonde.network.transformer.heads.AttentionHeads.Head;
import dev.sonde.network.transformer.heads.Composition;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What does each head of a transformer attend to? (Olsson et al. 2022, Clark et al. 2019.) */
public final class HeadsQuestion implements Question<HeadsSettings, HeadsAnswer> {

  /** Number of pairs of heads that are listed. */
  private static final int PAIRS = 50;

  /** The text that is used if none is given. */
  private static final String SAMPLE =
      "Once upon a time there was a little girl who lived near the forest. One day she went to the"
          + " park with her dog, and they played with a red ball until the sun went down.";

  private static final Columns<Head> COLUMNS =
      Columns.<Head>empty()
          .integer("layer", Head::layer)
          .integer("head", Head::head)
          .real("previous", Head::previous)
          .explained("share of attention on the previous token")
          .real("next", Head::next)
          .explained("share of attention on the next token")
          .ranked(3)
          .real("first", Head::first)
          .explained("share of attention on the first token")
          .real("self", Head::self)
          .explained("share of attention on the query's own position")
          .ranked(3)
          .real("same", Head::same)
          .explained("share of attention on other positions with the same token")
          .ranked(3)
          .real("entropy", Head::entropy)
          .explained("entropy of a query's attention, in nats")
          .ranked(1)
          .real("distance", Head::distance)
          .explained("attention-weighted distance from query to key, in tokens")
          .ranked(2)
          .real("duplicate", Head::duplicate)
          .explained("on repeated random tokens: share on the earlier occurrence of the same token")
          .real("induction", Head::induction)
          .explained("on repeated random tokens: share on the token after the earlier occurrence")
          .real("control", Head::control)
          .explained("the induction score on tokens that are not repeated")
          .real("copying", Head::copying)
          .explained("1: raises the logits of the tokens it attends to; −1: lowers them")
          .ranked(1);

  @Override
  public About<HeadsSettings> about() {
    return About.of(
            "heads",
            Group.RUN,
            "Scores each attention head by what it attends to.",
            HeadsSettings.class)
        .details(
            "On texts: attention on the previous, next, first and same token. On repeated random"
                + " tokens: duplicate-token and induction scores, with a control without"
                + " repetition. From the weights: whether a head copies the tokens it attends"
                + " to, and which later heads read which earlier ones (composition), with random"
                + " matrices as the baseline.")
        .needs(Need.NETWORK)
        .examples(
            "heads stories260k --json", "heads gpt2 --text \"$(cat text.txt)\" -o heads.html");
  }

  @Override
  public HeadsAnswer answer(HeadsSettings settings, Work work) {
    try (Transformer model = settings.how().open()) {
      List<int[]> texts = TextsSettings.tokens(model, settings.read().allOr(SAMPLE));
      AttentionHeads heads;
      try (Work.Stage _ = work.stage("scoring", "texts", -1)) {
        heads =
            AttentionHeads.of(
                model,
                texts,
                new AttentionHeads.Settings(
                    settings.half(), settings.sequences(), settings.seed()));
      }
      boolean causal = model.architecture().attention().causal();
      HeadsAnswer.Pairs pairs = settings.composition() ? pairs(model, settings, work) : null;
      return new HeadsAnswer(even(texts, causal), heads.heads(), pairs);
    }
  }

  private static HeadsAnswer.@Nullable Pairs pairs(
      Transformer model, HeadsSettings settings, Work work) {
    int layers = model.architecture().sizes().layers();
    if (layers < 2) return null;
    try (Work.Stage stage =
        work.stage("comparing weights", "pairs of layers", layers * (layers - 1L) / 2)) {
      Composition found =
          Composition.of(
              model,
              new Composition.Settings(100, settings.seed()),
              () -> {
                stage.step(1);
                return !work.stopped();
              });
      List<Composition.Pair> told = found.pairs().subList(0, Math.min(PAIRS, found.pairs().size()));
      return new HeadsAnswer.Pairs(found.pairs().size(), told, found.random());
    }
  }

  /** Uniform attention's share on the previous token: 1 / (visible tokens), mean over queries. */
  private static double even(List<int[]> texts, boolean causal) {
    double sum = 0;
    int queries = 0;
    for (int[] text : texts) {
      for (int query = 1; query < text.length; query++) {
        sum += 1.0 / (causal ? query + 1 : text.length);
        queries++;
      }
    }
    return sum / queries;
  }

  @Override
  public Page summary(HeadsSettings settings, HeadsAnswer answer) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new TableBlock(COLUMNS.table("heads", "Every head", answer.heads())));
    List<Page.Section> sections = new ArrayList<>();
    sections.add(new Page.Section("Heads", blocks));
    if (answer.composition() != null) {
      sections.add(
          new Page.Section("Composition", List.of(HeadsWords.pairs(answer.composition()))));
    }
    return new Page(
        "What heads attend to",
        settings.how().name(),
        HeadsWords.findings(answer),
        sections,
        "heads");
  }

  @Override
  public Page page(HeadsSettings settings, HeadsAnswer answer, Work work) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>();
    sections.add(
        new Page.Section("Map", List.of(new Block.Picture(HeadsFigures.maps(answer.heads())))));
    sections.addAll(summary.sections());
    return summary.with(sections);
  }

  @Override
  public List<Output<HeadsSettings, HeadsAnswer>> outputs() {
    return List.of(Drawings.of((settings, answer) -> HeadsFigures.maps(answer.heads())));
  }
}
