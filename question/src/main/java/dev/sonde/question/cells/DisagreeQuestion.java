package dev.sonde.question.cells;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.AnswerFigures;
import dev.sonde.study.addition.Answers;
import dev.sonde.study.addition.Disagreement;
import dev.sonde.study.addition.Format;
import dev.sonde.study.addition.Sum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** On which sums do two networks differ? */
public final class DisagreeQuestion implements Question<DisagreeSettings, DisagreeAnswer> {

  private record Kind(String name, int sums, double share) {}

  private record Swap(String network, Disagreement.Swaps swaps) {}

  private static final Columns<Kind> KINDS =
      Columns.<Kind>empty()
          .text("answers", Kind::name)
          .integer("sums", Kind::sums)
          .real("share", Kind::share);

  private static final Columns<Disagreement.Group> GROUPS =
      Columns.<Disagreement.Group>empty()
          .text("group", Disagreement.Group::label)
          .integer("sums", Disagreement.Group::n)
          .real("first", Disagreement.Group::first)
          .explained("accuracy of the first network")
          .real("second", Disagreement.Group::second)
          .explained("accuracy of the second network");

  private static final Columns<Swap> SWAPS =
      Columns.<Swap>empty()
          .text("network", "a+b against b+a", Swap::network)
          .integer("pairs", s -> s.swaps().pairs())
          .integer("both_right", "both right", s -> s.swaps().bothRight())
          .integer("one_right", "one", s -> s.swaps().oneRight())
          .integer("same_answer", "same answer", s -> s.swaps().sameAnswer());

  private static final Columns<Disagreement.Example> EXAMPLES =
      Columns.<Disagreement.Example>empty()
          .text("change", Disagreement.Example::change)
          .text("question", Disagreement.Example::question)
          .integer("right", Disagreement.Example::right)
          .text("first", Disagreement.Example::first)
          .text("second", Disagreement.Example::second);

  @Override
  public About<DisagreeSettings> about() {
    return About.of(
            "disagree",
            Group.RUN,
            "Tests two networks on the same sums and shows where they differ.",
            DisagreeSettings.class)
        .details(
            "Accuracy of both, sums that only one of them gets right, and accuracy by total,"
                + " carries and position.")
        .needs(Need.NETWORK)
        .examples("disagree 8units.h5 32units.h5 -o page.html");
  }

  @Override
  public DisagreeAnswer answer(DisagreeSettings settings, Work work) throws IOException {
    try (Adder one = settings.addition().open(settings.first());
        Adder other = settings.addition().open(settings.second());
        Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      Path drawn = settings.errors();
      if (drawn != null) FigureFile.format(drawn);
      Format format = one.format();
      if (format.digits() != other.format().digits() || format.terms() != other.format().terms()) {
        throw new QuestionException(
            "the networks were trained on different sums: " + format + ", and " + other.format());
      }
      List<Sum> sums = settings.addition().sums(format);
      Answers a = one.answers(sums, Adder.Probing.none(), workers);
      Answers b = other.answers(sums, Adder.Probing.none(), workers);
      DisagreeAnswer answer = new DisagreeAnswer(format, a, b, Disagreement.of(a, b));
      Path errors = settings.errors();
      if (errors != null) Drawings.write(errors(settings, answer), errors, work);
      return answer;
    }
  }

  @Override
  public Object document(DisagreeSettings settings, DisagreeAnswer answer) {
    return answer.found();
  }

  @Override
  public Page summary(DisagreeSettings settings, DisagreeAnswer answer) {
    Disagreement d = answer.found();
    List<Page.Section> sections = new ArrayList<>();
    add(sections, "Answers", KINDS.table("answers", "Correct answers", kinds(d)));
    add(sections, "By total", GROUPS.table("totals", "By total", d.byTotal()));
    add(sections, "By carries", GROUPS.table("carries", "By carries", d.byCarries()));
    add(sections, "By position", GROUPS.table("positions", "By position", d.byPosition()));
    List<Swap> swaps =
        List.of(new Swap("first", d.firstSwaps()), new Swap("second", d.secondSwaps()));
    add(sections, "Swapped terms (a+b and b+a)", SWAPS.table("swaps", "a+b against b+a", swaps));
    add(sections, "Examples", EXAMPLES.table("examples", "What changed", d.examples()));
    return new Page(
        "Where two networks differ",
        name(settings.first()) + " and " + name(settings.second()),
        List.of(Finding.plain("%d sums of %s.".formatted(d.n(), answer.format().reversed(false)))),
        sections);
  }

  private static void add(List<Page.Section> sections, String title, Table table) {
    sections.add(new Page.Section(title, List.of(new TableBlock(table))));
  }

  private static List<Kind> kinds(Disagreement d) {
    return List.of(
        kind("both right", d.both(), d),
        kind("only the second right", d.newlyRight(), d),
        kind("only the first right", d.newlyWrong(), d),
        kind("both wrong", d.neither(), d),
        kind("both wrong, with the same answer", d.sameWrong(), d));
  }

  private static Kind kind(String name, int sums, Disagreement d) {
    return new Kind(name, sums, (double) sums / d.n());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.[A-Za-z0-9]+$", "");
  }

  @Override
  public Page page(DisagreeSettings settings, DisagreeAnswer answer, Work work) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>(summary.sections());
    List<Block> pictures = new ArrayList<>();
    pictures.add(new Block.Picture(groups(settings, answer)));
    pictures.add(new Block.Picture(errors(settings, answer)));
    sections.addFirst(new Page.Section("Figures", pictures));
    return summary.with(sections);
  }

  private static Figure groups(DisagreeSettings settings, DisagreeAnswer answer) {
    return AnswerFigures.groups(name(settings.first()), name(settings.second()), answer.found());
  }

  private static Figure errors(DisagreeSettings settings, DisagreeAnswer answer) {
    return AnswerFigures.errors(
        List.of(name(settings.first()), name(settings.second())),
        List.of(answer.first(), answer.second()),
        answer.format());
  }

  @Override
  public List<Output<DisagreeSettings, DisagreeAnswer>> outputs() {
    return List.of(Drawings.of(DisagreeQuestion::groups));
  }
}
