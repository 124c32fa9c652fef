package dev.sonde.question.transformers;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.heads.AttentionHeads;
import dev.sonde.network.transformer.heads.AttentionHeads.Head;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What does each head of a transformer attend to? (Olsson et al. 2022, Clark et al. 2019.) */
public final class HeadsQuestion implements Question<HeadsSettings, AttentionHeads> {

  /** A head is named for a skill from this share of its attention. */
  private static final double NAMED = 0.5;

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
                + " and whether the head copies what it attends to.")
        .needs(Need.NETWORK)
        .examples(
            "heads stories260k --json", "heads gpt2 --text \"$(cat text.txt)\" -o heads.html");
  }

  @Override
  public AttentionHeads answer(HeadsSettings settings, Work work) {
    try (Transformer model = settings.how().open();
        Work.Stage _ = work.stage("scoring", "texts", -1)) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      List<String> texts = settings.text().isEmpty() ? List.of(SAMPLE) : settings.text();
      return AttentionHeads.of(
          model,
          texts.stream().map(tokenizer::encode).toList(),
          new AttentionHeads.Settings(settings.half(), settings.sequences(), settings.seed()));
    }
  }

  @Override
  public Page summary(HeadsSettings settings, AttentionHeads answer) {
    List<Finding> findings = new ArrayList<>();
    named("attend to the previous token", Head::previous, h -> 0, answer, findings);
    named("attend to the next token", Head::next, h -> 0, answer, findings);
    named("rest on the first token", Head::first, h -> 0, answer, findings);
    named("are induction heads", Head::induction, Head::control, answer, findings);
    if (findings.isEmpty()) {
      findings.add(
          new Finding(
              Tone.GOOD,
              "No head gives half of its attention to the previous, next or first token, or to"
                  + " what came after an earlier place of the same token."));
    }
    return new Page(
        "What heads attend to",
        String.valueOf(settings.how().model().getFileName()),
        findings,
        List.of(
            new Page.Section(
                "Heads",
                List.of(new TableBlock(COLUMNS.table("heads", "Every head", answer.heads()))))),
        null);
  }

  private static void named(
      String skill,
      ToDoubleFunction<Head> score,
      ToDoubleFunction<Head> control,
      AttentionHeads answer,
      List<Finding> findings) {
    List<Head> found =
        answer.heads().stream()
            .filter(h -> score.applyAsDouble(h) - control.applyAsDouble(h) >= NAMED)
            .toList();
    if (found.isEmpty()) return;
    String names =
        found.stream()
            .map(h -> name(h) + " (" + Numbers.share(score.applyAsDouble(h)) + ")")
            .collect(Collectors.joining(", "));
    findings.add(
        new Finding(
            Tone.NOTABLE,
            "Heads that %s, counted from 0: %s.".formatted(skill, names),
            found.stream().map(HeadsQuestion::name).toList()));
  }

  private static String name(Head head) {
    return head.layer() + "." + head.head();
  }
}
