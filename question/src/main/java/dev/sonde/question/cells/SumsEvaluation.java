package dev.sonde.question.cells;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.Folded;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.study.addition.Accuracy;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.Alphabet;
import dev.sonde.study.addition.Answers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Accuracy of an addition network. */
public final class SumsEvaluation {

  private SumsEvaluation() {}

  private record Document(
      double character,
      double exact,
      int n,
      List<Double> characterByPosition,
      List<Double> decodedByPosition) {}

  /** Tests a network on sums. */
  public static EvaluatedSums of(Path model, AskedSums asked) {
    try (Adder adder = asked.open(model);
        Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      Answers answers = adder.answers(asked.drawn(adder.format()), Adder.Probing.none(), workers);
      return new EvaluatedSums(adder.format(), Accuracy.of(answers), answers);
    }
  }

  /** The answer as JSON. */
  public static Object document(EvaluatedSums answer) {
    Accuracy a = answer.accuracy();
    return new Document(
        a.character(), a.exact(), a.n(), a.characterByPosition(), a.decodedByPosition());
  }

  /** The answer as a page, with accuracy by position. */
  public static Page summary(Path model, EvaluatedSums answer) {
    Accuracy a = answer.accuracy();
    Columns<Integer> columns =
        Columns.<Integer>empty()
            .integer("position", t -> t + 1)
            .real("characters", "characters correct", t -> a.characterByPosition().get(t))
            .explained("with the correct answer fed back (teacher forcing)")
            .real("decoded", "decoded correct", t -> a.decodedByPosition().get(t))
            .explained("with the network's own symbols fed back");
    List<Integer> positions = IntStream.range(0, a.characterByPosition().size()).boxed().toList();
    return new Page(
        "Accuracy of the network",
        String.valueOf(model.getFileName()),
        List.of(
            Finding.plain("%d sums of %s.".formatted(a.n(), answer.format())),
            Finding.plain(
                "Correct characters (correct answer fed back): "
                    + Numbers.plain(a.character())
                    + "."),
            Finding.plain(
                "Correct sums (own symbols fed back): " + Numbers.plain(a.exact()) + ".")),
        List.of(
            new Page.Section(
                "By position",
                List.of(
                    new TableBlock(
                        columns.table("positions", "By position of the answer", positions))))));
  }

  /** The whole page, with every answer. */
  public static Page page(Path model, EvaluatedSums answer) {
    Page summary = summary(model, answer);
    List<Page.Section> sections = new ArrayList<>(summary.sections());
    TableBlock all = new TableBlock(predictions(answer));
    sections.add(new Page.Section("Answers", List.of(new Folded("Every question", List.of(all)))));
    return summary.with(sections);
  }

  /** Every question and answer. */
  public static Table predictions(EvaluatedSums evaluated) {
    Answers answers = evaluated.answers();
    return Columns.<Integer>empty()
        .text("question", i -> answers.sums().get(i).toString())
        .text("answer", i -> said(answers, i))
        .integer("right", i -> answers.sums().get(i).total())
        .truth("exact", answers::exact)
        .table(
            "answers",
            "Every question and answer",
            IntStream.range(0, answers.size()).boxed().toList());
  }

  private static String said(Answers answers, int i) {
    return IntStream.of(answers.symbols(i))
        .mapToObj(Alphabet::visible)
        .collect(Collectors.joining());
  }
}
