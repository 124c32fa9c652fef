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

  /** Pairs of heads that are told. */
  private static final int PAIRS = 50;

  /** What is read where no text is given. */
  private static final String SAMPLE =
      "Once upon a time there was a little girl who lived near the forest. One day she went to the"
          + " park with her dog, and they played with a red ball until the sun went down.";

  private static final Columns<Head> COLUMNS =
      Columns.<Head>empty()
          .integer("layer", "layer", Head::layer)
          .integer("head", "head", Head::head)
          .real("previous", "previous", Head::previous)
          .explained("share of its attention on the token before")
          .real("next", "next", Head::next)
          .explained("on the token after")
          .ranked(3)
          .real("first", "first", Head::first)
          .explained("on the first token")
          .real("self", "self", Head::self)
          .explained("on the query itself")
          .ranked(3)
          .real("same", "same", Head::same)
          .explained("on other places of the same token")
          .ranked(3)
          .real("entropy", "entropy", Head::entropy)
          .explained("of a query's attention, in nats")
          .ranked(1)
          .real("distance", "distance", Head::distance)
          .explained("tokens between query and key, mean over attention")
          .ranked(2)
          .real("duplicate", "duplicate", Head::duplicate)
          .explained("of random tokens that come twice: on the earlier place of the same token")
          .real("induction", "induction", Head::induction)
          .explained("on the token after that place")
          .real("control", "control", Head::control)
          .explained("the induction score where the second half has nothing to do with the first")
          .real("copying", "copying", Head::copying)
          .explained("1: raises the logit of what it attends to; −1: lowers it")
          .ranked(1);

  @Override
  public About<HeadsSettings> about() {
    return About.of("heads", Group.RUN, "Scores what each head attends to.", HeadsSettings.class)
        .details(
            "Previous, next, first and same token on texts; duplicates and induction on random"
                + " tokens that come twice, beside what heads score where nothing comes twice;"
                + " whether the head copies what it attends to; and which later head reads which"
                + " earlier one (composition of their weights), beside random matrices.")
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

  /** Even attention's share on the token before: 1 / (tokens seen), mean over queries. */
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
        "heads",
        null);
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
