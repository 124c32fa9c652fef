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

/** How much a network that adds gets right. */
public final class SumsEvaluation {

  private SumsEvaluation() {}

  private record Document(
      double character,
      double exact,
      int n,
      List<Double> characterByPosition,
      List<Double> decodedByPosition) {}

  /** Asks a network its sums. */
  public static EvaluatedSums of(Path model, AskedSums asked) {
    try (Adder adder = asked.open(model);
        Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      Answers answers = adder.answers(asked.drawn(adder.format()), Adder.Probing.none(), workers);
      return new EvaluatedSums(adder.format(), Accuracy.of(answers), answers);
    }
  }

  /** What stands in JSON. */
  public static Object document(EvaluatedSums answer) {
    Accuracy a = answer.accuracy();
    return new Document(
        a.character(), a.exact(), a.n(), a.characterByPosition(), a.decodedByPosition());
  }

  /** The answer in words and by position. */
  public static Page summary(Path model, EvaluatedSums answer) {
    Accuracy a = answer.accuracy();
    Columns<Integer> columns =
        Columns.<Integer>empty()
            .integer("position", "position", t -> t + 1)
            .real("characters", "characters right", t -> a.characterByPosition().get(t))
            .explained("with the right answer fed back")
            .real("decoded", "decoded right", t -> a.decodedByPosition().get(t))
            .explained("when the network reads its own symbols");
    List<Integer> positions = IntStream.range(0, a.characterByPosition().size()).boxed().toList();
    return new Page(
        "What the network gets right",
        String.valueOf(model.getFileName()),
        List.of(
            Finding.plain("%d sums of %s.".formatted(a.n(), answer.format())),
            Finding.plain(
                "Characters right (right answer fed back): " + Numbers.plain(a.character()) + "."),
            Finding.plain("Sums right (reads its own symbols): " + Numbers.plain(a.exact()) + ".")),
        List.of(
            new Page.Section(
                "By position",
                List.of(
                    new TableBlock(
                        columns.table("positions", "By position of the answer", positions))))),
        null);
  }

  /** With every answer. */
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
        .text("question", "question", i -> answers.sums().get(i).toString())
        .text("answer", "answer", i -> said(answers, i))
        .integer("right", "right", i -> answers.sums().get(i).total())
        .truth("exact", "exact", answers::exact)
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
