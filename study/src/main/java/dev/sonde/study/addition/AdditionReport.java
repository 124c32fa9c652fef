package dev.sonde.study.addition;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.numbers.Sample;
import dev.sonde.study.addition.AdditionSettings.Condition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The study as one page, for a reader who knows nothing of it. */
final class AdditionReport {

  private final AdditionResults study;
  private final AdditionSettings settings;
  private final List<Condition> conditions;
  private final Workers workers;

  AdditionReport(AdditionResults study, Workers workers) {
    this.study = study;
    this.settings = study.settings();
    this.conditions = settings.conditions();
    this.workers = workers;
  }

  Page page(Provenance how) throws IOException {
    List<Section> sections = new ArrayList<>();
    sections.add(task());
    sections.add(accuracies());
    sections.add(learning());
    inside(sections);
    return new Page(
        "How a network learns to add",
        settings.terms()
            + " terms of up to "
            + Numbers.count(settings.digits(), "digit", "digits")
            + ", LSTMs of "
            + settings.units()
            + " units, "
            + Numbers.count(settings.samples(), "training sum", "training sums"),
        remarks(),
        sections,
        how);
  }

  private List<Finding> remarks() {
    List<Finding> remarks = new ArrayList<>();
    List<Double> plain = Attained.of(study, conditions.get(0), Samples.NEW, "exact");
    List<Double> reversed = Attained.of(study, conditions.get(1), Samples.NEW, "exact");
    List<Double> plainCharacters = Attained.of(study, conditions.get(0), Samples.NEW, "character");
    List<Double> reversedCharacters =
        Attained.of(study, conditions.get(1), Samples.NEW, "character");
    double gap = Sample.mean(reversed) - Sample.mean(plain);
    double spread = Math.max(Attained.range(plain), Attained.range(reversed));
    String figures =
        "on sums never trained on, the networks that read the question backwards get "
            + Attained.words(reversed)
            + " of the sums and "
            + Attained.words(reversedCharacters)
            + " of the characters right, those that read it forwards "
            + Attained.words(plain)
            + " and "
            + Attained.words(plainCharacters);
    String verdict;
    if (plain.size() < 2) verdict = " (one network each: no spread to compare with).";
    else if (Attained.min(reversed) > Attained.max(plain)) {
      verdict = ": every backward run beats every forward run.";
    } else if (Attained.min(plain) > Attained.max(reversed)) {
      verdict = ": every forward run beats every backward run.";
    } else if (Math.abs(gap) < spread) verdict = ": no more than the runs of one kind differ.";
    else verdict = ": on average they differ, but the runs overlap.";
    remarks.add(Finding.plain("Reading the last digit first: " + figures + verdict));
    if (settings.digits() == 3 && settings.terms() == 2 && settings.samples() == 5000) {
      remarks.add(
          Finding.plain(
              "Published for this setting (characters): 97.37 % backwards, 65.07 % forwards."));
    }
    List<Double> held = Attained.of(study, conditions.get(1), Samples.HELD_OUT, "exact");
    if (!held.isEmpty()) {
      remarks.add(
          Finding.plain(
              """
              Pairs of numbers that were held out in both orders: %s of the sums right (backward \
              networks), against %s where the same numbers may have been trained the other way \
              round.\
              """
                  .formatted(Attained.words(held), Attained.words(reversed))));
    }
    return remarks;
  }

  private Section task() {
    Format plain = Format.of(settings.digits(), settings.terms());
    Sum example = example();
    String question = Alphabet.text(plain.source(example)).strip();
    String backwards =
        Alphabet.text(plain.reversed(true).source(example)).replace(' ', '·').replace("\n", "$");
    return new Section(
        "The task",
        List.of(
            new Block.Words(
                """
                The network sees %s as a row of characters, padded with spaces to %s and closed by \
                an end sign, and must write %s in the same way, one character at a time. Nobody \
                tells it what a digit is, or a place, or a carry. One LSTM (the encoder) reads the \
                question; its final state starts a second one (the decoder), which writes the \
                answer. Read backwards, the same question is %s (· a space, $ the end).\
                """
                    .formatted(question, plain.sourceLength(), example.total(), backwards)),
            new Block.Words(
                """
                Two accuracies are reported. Per character, with the right characters before it \
                given: the figure of the literature, flattering because padding and end count. \
                Exact: the whole answer is right, the network reading what it has written itself.\
                """)));
  }

  private Sum example() {
    int bound = Format.bound(settings.digits());
    List<Integer> terms = new ArrayList<>();
    for (int i = 0; i < settings.terms(); i++) terms.add((int) (bound * (.47 + .2 * (i % 2))));
    return new Sum(terms);
  }

  /** Shares right, one of each network. */
  private record Right(String trained, String sums, List<Double> character, List<Double> exact) {}

  private Section accuracies() {
    Set<String> sets = new LinkedHashSet<>();
    for (Condition condition : conditions) {
      for (TrainingPlan plan : condition.plans()) {
        study.table(plan, "accuracy").rows().forEach(row -> sets.add(String.valueOf(row.get(0))));
      }
    }
    List<Right> rows = new ArrayList<>();
    for (Condition condition : conditions) {
      for (String set : sets) {
        List<Double> exact = Attained.of(study, condition, set, "exact");
        if (exact.isEmpty()) continue;
        List<Double> character = Attained.of(study, condition, set, "character");
        rows.add(new Right(condition.name(), set, character, exact));
      }
    }
    Block table =
        Block.TableBlock.of(
            "Accuracy by how a network was trained and which sums it is asked; mean over networks,"
                + " least and most in brackets",
            Columns.<Right>empty()
                .text("trained", Right::trained)
                .text("sums", Right::sums)
                .real("characters", row -> Sample.mean(row.character()))
                .explained("with the right characters before given")
                .written(row -> Attained.words(row.character()))
                .real("exact", row -> Sample.mean(row.exact()))
                .explained("whole answers, reading its own characters")
                .written(row -> Attained.words(row.exact()))
                .integer("networks", row -> row.exact().size()),
            rows);
    return new Section(
        "How well they add",
        List.of(
            new Block.Words(
                """
                “new” sums were never trained on, though the same numbers may have been in another \
                order; “held-out” pairs in no order; “longer” terms have more digits than any in \
                training.\
                """),
            table,
            new Block.Picture(positions())));
  }

  private Figure positions() {
    List<LinesFigure.Line> lines = new ArrayList<>();
    for (Condition condition : conditions.subList(0, 2)) {
      for (TrainingPlan plan : condition.plans()) {
        Table table = study.table(plan, "positions");
        List<Point> points =
            table.rows().stream()
                .filter(row -> Samples.NEW.equals(row.get(0)))
                .map(
                    row ->
                        new Point(CellsWork.number(row.get(1)) + 1, CellsWork.number(row.get(3))))
                .toList();
        lines.add(new LinesFigure.Line(condition.name(), points));
      }
    }
    return LinesFigure.of(
            "Right characters by position in the answer",
            List.of(
                new LinesFigure.Lines(
                    "", "position", List.of(), LinesFigure.share("share right"), lines)))
        .caption("A line per network, new sums, reading its own characters.");
  }

  private Section learning() {
    List<LinesFigure.Line> character = new ArrayList<>();
    List<LinesFigure.Line> exact = new ArrayList<>();
    for (Condition condition : conditions) {
      for (TrainingPlan plan : condition.plans()) {
        Table table = study.table(plan, "epochs");
        character.add(curve(condition.name(), table, "character"));
        exact.add(curve(condition.name(), table, "exact"));
      }
    }
    return new Section(
        "How they learn",
        List.of(
            new Block.Words(
                """
                Accuracy on new sums after each epoch, a line per network. Learning goes in steps: \
                long plateaus, then a sudden rise when the network has found a column or the \
                carry.\
                """),
            new Block.Picture(AnswerFigures.curves("Learning", character, exact))));
  }

  private static LinesFigure.Line curve(String name, Table table, String metric) {
    int at = table.column(metric);
    return new LinesFigure.Line(
        name,
        table.rows().stream()
            .map(row -> new Point(CellsWork.number(row.get(0)), CellsWork.number(row.get(at))))
            .toList());
  }

  /** The first network of each main condition from the inside, and both against each other. */
  private void inside(List<Section> sections) throws IOException {
    Condition plain = conditions.get(0);
    Condition reversed = conditions.get(1);
    try (Adder forwards = study.network(plain, 1);
        Adder backwards = study.network(reversed, 1)) {
      sections.add(named("Backward network. ", closely(backwards)));
      sections.add(named("Forward network. ", closely(forwards)));
      sections.add(named("Backward network. ", tracked(backwards)));
      sections.add(named("Forward network. ", tracked(forwards)));
      sections.add(ablation());
      sections.add(StretchSection.of(study, reversed, backwards, workers));
      sections.add(AgainstSection.of(forwards, backwards, settings, workers));
    }
    for (Condition condition : conditions) {
      if (!condition.plans().getFirst().attention()) continue;
      try (Adder attentive = study.network(condition, 1)) {
        sections.add(AttentionSection.of(attentive, asked(attentive), example(), workers));
      }
    }
  }

  private static Section named(String whose, Section section) {
    return new Section(whose + section.title(), section.blocks());
  }

  private Section closely(Adder adder) {
    return CellSections.closely(CellStates.of(adder, List.of(example())), 0);
  }

  private List<Sum> asked(Adder adder) {
    return Sums.atMost(settings.asked(), adder.format(), settings.seed());
  }

  private Section tracked(Adder adder) {
    CellStates states = CellStates.of(adder, asked(adder));
    CellStatistics found =
        CellStatistics.of(
            states,
            states,
            adder.format(),
            dev.sonde.analysis.cells.ProbeSettings.defaults().seed(settings.seed()),
            workers);
    return CellSections.statistics(states, found);
  }

  private Section ablation() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            """
            One unit at a time is set to zero, its memory and its output, at every step, and the \
            same sums are asked again. Where a single silent unit destroys most answers, the \
            network spreads each number over all of its units.\
            """));
    for (Condition condition : conditions.subList(0, 2)) {
      Table table = study.table(study.look(condition, 1), "ablation");
      AblationStudy found = CellsWork.ablation(table, settings.asked());
      blocks.add(
          new Block.Picture(
              AnswerFigures.ablation(found, AblationStudy.To.ZERO)
                  .subtitle("Network trained on " + condition.name() + " questions")));
      AblationStudy.Effect mildest = found.ranking(AblationStudy.Side.ENCODER).getLast();
      AblationStudy.Effect decoder = found.ranking(AblationStudy.Side.DECODER).getLast();
      blocks.add(
          new Block.Words(
              "Trained on "
                  + condition.name()
                  + " questions: whole, it gets "
                  + Numbers.percent(found.whole().exact())
                  + " right; without the encoder's most dispensable unit ("
                  + AnswerFigures.name(mildest)
                  + ") "
                  + Numbers.percent(mildest.exact())
                  + ", without the decoder's ("
                  + AnswerFigures.name(decoder)
                  + ") "
                  + Numbers.percent(decoder.exact())
                  + "."));
    }
    return new Section("Which units matter", blocks);
  }
}
