package dev.sonde.question.cells;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.Folded;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.CsvTable;
import dev.sonde.figure.table.Table;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.study.addition.Accuracy;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.Alphabet;
import dev.sonde.study.addition.Answers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How well does a trained network do its task? */
public final class EvalQuestion implements Question<EvalSettings, EvalAnswer> {

  private record Document(
      double character,
      double exact,
      int n,
      List<Double> characterByPosition,
      List<Double> decodedByPosition) {}

  @Override
  public About<EvalSettings> about() {
    return About.of(
            "eval",
            Group.RUN,
            "Runs a trained network on its task and says how much is right.",
            EvalSettings.class)
        .details(
            "Per character, with the right answer fed back, and exactly, when it reads its own"
                + " symbols. MODEL is a Keras file, a PyTorch state dict, or one of Sonde's own.")
        .needs(Need.NETWORK)
        .examples("eval adder.h5 --task addition --digits 2 --terms 2 --json");
  }

  @Override
  public EvalAnswer answer(EvalSettings settings, Work work) {
    try (Adder adder = settings.addition().open(settings.model());
        Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      Answers answers =
          adder.answers(settings.addition().sums(adder.format()), Adder.Probing.none(), workers);
      return new EvalAnswer(adder.format(), Accuracy.of(answers), answers);
    }
  }

  @Override
  public Object document(EvalSettings settings, EvalAnswer answer) {
    Accuracy a = answer.accuracy();
    return new Document(
        a.character(), a.exact(), a.n(), a.characterByPosition(), a.decodedByPosition());
  }

  @Override
  public Page summary(EvalSettings settings, EvalAnswer answer) {
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
        String.valueOf(settings.model().getFileName()),
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

  @Override
  public Page page(EvalSettings settings, EvalAnswer answer, Work work) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new java.util.ArrayList<>(summary.sections());
    TableBlock all = new TableBlock(predictions(answer.answers()));
    sections.add(new Page.Section("Answers", List.of(new Folded("Every question", List.of(all)))));
    return summary.with(sections);
  }

  private static Table predictions(Answers answers) {
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

  @Override
  public List<Output<EvalSettings, EvalAnswer>> outputs() {
    return List.of(
        new Output<>(
            List.of(".csv"),
            "every question and answer",
            (settings, answer, file, work) -> CsvTable.write(predictions(answer.answers()), file)));
  }
}
