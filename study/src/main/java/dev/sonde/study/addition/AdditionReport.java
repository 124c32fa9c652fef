package dev.sonde.study.addition;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Entry;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.study.addition.AdditionSettings.Condition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    List<Double> plain = values(conditions.get(0), Samples.NEW, "exact");
    List<Double> reversed = values(conditions.get(1), Samples.NEW, "exact");
    List<Double> plainCharacters = values(conditions.get(0), Samples.NEW, "character");
    List<Double> reversedCharacters = values(conditions.get(1), Samples.NEW, "character");
    double gap = mean(reversed) - mean(plain);
    double spread = Math.max(range(plain), range(reversed));
    String figures =
        "on sums never trained on, the networks that read the question backwards get "
            + spread(reversed)
            + " of the sums and "
            + spread(reversedCharacters)
            + " of the characters right, those that read it forwards "
            + spread(plain)
            + " and "
            + spread(plainCharacters);
    String verdict;
    if (plain.size() < 2) verdict = " (one network each: no spread to compare with).";
    else if (min(reversed) > max(plain)) {
      verdict = ": every backward run beats every forward run.";
    } else if (min(plain) > max(reversed)) {
      verdict = ": every forward run beats every backward run.";
    } else if (Math.abs(gap) < spread) verdict = ": no more than the runs of one kind differ.";
    else verdict = ": on average they differ, but the runs overlap.";
    remarks.add(Finding.plain("Reading the last digit first: " + figures + verdict));
    if (settings.digits() == 3 && settings.terms() == 2 && settings.samples() == 5000) {
      remarks.add(
          Finding.plain(
              "Published for this setting (characters): 97.37 % backwards, 65.07 % forwards."));
    }
    List<Double> held = values(conditions.get(1), Samples.HELD_OUT, "exact");
    if (!held.isEmpty()) {
      remarks.add(
          Finding.plain(
              "Pairs of numbers that were held out in both orders: "
                  + spread(held)
                  + " of the sums right (backward networks), against "
                  + spread(reversed)
                  + " where the same numbers may have been trained the other way round."));
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
                "The network sees "
                    + question
                    + " as a row of characters, padded with spaces to "
                    + plain.sourceLength()
                    + " and closed by an end sign, and must write "
                    + example.total()
                    + " in the same way, one character at a time. Nobody tells it what a digit"
                    + " is, or a place, or a carry. One LSTM (the encoder) reads the question; its"
                    + " final state starts a second one (the decoder), which writes the answer."
                    + " Read backwards, the same question is "
                    + backwards
                    + " (· a space, $ the end)."),
            new Block.Words(
                "Two accuracies are reported. Per character, with the right characters before it"
                    + " given: the figure of the literature, flattering because padding and end"
                    + " count. Exact: the whole answer is right, the network reading what it has"
                    + " written itself.")));
  }

  private Sum example() {
    int bound = Format.bound(settings.digits());
    List<Integer> terms = new ArrayList<>();
    for (int i = 0; i < settings.terms(); i++) terms.add((int) (bound * (.47 + .2 * (i % 2))));
    return new Sum(terms);
  }

  private Section accuracies() {
    Set<String> sets = new LinkedHashSet<>();
    for (Condition condition : conditions) {
      for (TrainingPlan plan : condition.plans()) {
        study.table(plan, "accuracy").rows().forEach(row -> sets.add(String.valueOf(row.get(0))));
      }
    }
    List<List<Entry>> rows = new ArrayList<>();
    for (Condition condition : conditions) {
      for (String set : sets) {
        List<Double> exact = values(condition, set, "exact");
        if (exact.isEmpty()) continue;
        List<Double> character = values(condition, set, "character");
        rows.add(
            List.of(
                Entry.words(condition.name()),
                Entry.words(set),
                Entry.number(mean(character), spread(character)),
                Entry.number(mean(exact), spread(exact)),
                Entry.count(exact.size())));
      }
    }
    Block table =
        Block.TableBlock.of(
            "Accuracy by how a network was trained and which sums it is asked; mean over networks,"
                + " least and most in brackets",
            List.of(
                Head.text("trained"),
                Head.text("sums"),
                Head.real("characters", "with the right characters before given"),
                Head.real("exact", "whole answers, reading its own characters"),
                Head.real("networks", "")),
            rows);
    return new Section(
        "How well they add",
        List.of(
            new Block.Words(
                "“new” sums were never trained on, though the same numbers may have been in another"
                    + " order; “held-out” pairs in no order; “longer” terms have more digits than"
                    + " any in training."),
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
                "Accuracy on new sums after each epoch, a line per network. Learning goes in steps:"
                    + " long plateaus, then a sudden rise when the network has found a column or"
                    + " the carry."),
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
      sections.add(against(forwards, backwards));
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
            "One unit at a time is set to zero, its memory and its output, at every step, and the"
                + " same sums are asked again. Where a single silent unit destroys most answers,"
                + " the network spreads each number over all of its units."));
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

  private Section against(Adder forwards, Adder backwards) {
    List<Sum> sums = Sums.atMost(MAPPED, forwards.format(), settings.seed());
    Answers first = forwards.answers(sums, Adder.Probing.none(), workers);
    Answers second = backwards.answers(sums, Adder.Probing.none(), workers);
    Disagreement found = Disagreement.of(first, second);
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            "Of "
                + Numbers.count(found.n(), "sum", "sums")
                + " (trained ones among them), both networks get "
                + Numbers.count(found.both())
                + " right and "
                + Numbers.count(found.neither())
                + " wrong ("
                + Numbers.count(found.sameWrong())
                + " of these with the same wrong answer); only the backward one gets "
                + Numbers.count(found.newlyRight())
                + ", only the forward one "
                + Numbers.count(found.newlyWrong())
                + "."));
    blocks.add(new Block.Picture(AnswerFigures.groups("forward", "backward", found)));
    if (settings.terms() == 2) {
      blocks.add(
          new Block.Picture(
              AnswerFigures.errors(
                  List.of("forward", "backward"), List.of(first, second), forwards.format())));
    }
    blocks.add(
        new Block.Words(
            "Does a+b get the same answer as b+a? Forward network: "
                + swaps(found.firstSwaps())
                + " Backward network: "
                + swaps(found.secondSwaps())));
    blocks.add(examples(found));
    return new Section("Forward against backward", blocks);
  }

  /** Sums on an error map; a tenth of all where there are more. */
  private static final int MAPPED = 100_000;

  private static String swaps(Disagreement.Swaps s) {
    return s.pairs() == 0
        ? "no pair was asked."
        : Numbers.percent((double) s.sameAnswer() / s.pairs())
            + " of "
            + Numbers.count(s.pairs(), "pair", "pairs")
            + " get the same answer, "
            + Numbers.percent((double) s.bothRight() / s.pairs())
            + " are right both ways, "
            + Numbers.percent((double) s.oneRight() / s.pairs())
            + " one way only.";
  }

  private static Block examples(Disagreement found) {
    List<List<Entry>> rows = new ArrayList<>();
    for (Disagreement.Example e : found.examples()) {
      rows.add(
          List.of(
              Entry.words(e.change()),
              Entry.words(e.question()),
              Entry.words(String.valueOf(e.right())),
              Entry.words(e.first()),
              Entry.words(e.second())));
    }
    return new Block.Folded(
        "Examples",
        List.of(
            Block.TableBlock.of(
                "Sums of each kind, spread over all",
                List.of(
                    Head.text("change"),
                    Head.text("question"),
                    Head.text("right"),
                    Head.text("forward"),
                    Head.text("backward")),
                rows)));
  }

  /** A figure of each network of a condition; empty if there were no such sums. */
  private List<Double> values(Condition condition, String set, String metric) {
    List<Double> values = new ArrayList<>();
    for (TrainingPlan plan : condition.plans()) {
      Table table = study.table(plan, "accuracy");
      int at = table.column(metric);
      for (var row : table.rows()) {
        if (set.equals(row.get(0))) values.add(CellsWork.number(row.get(at)));
      }
    }
    return values;
  }

  private static double mean(List<Double> values) {
    return values.stream().collect(Collectors.averagingDouble(v -> v));
  }

  private static double min(List<Double> values) {
    return IntStream.range(0, values.size()).mapToDouble(values::get).min().orElse(Double.NaN);
  }

  private static double max(List<Double> values) {
    return IntStream.range(0, values.size()).mapToDouble(values::get).max().orElse(Double.NaN);
  }

  private static double range(List<Double> values) {
    return max(values) - min(values);
  }

  /** {@code 84 % (80 to 88 %)}; of one value, that value. */
  private static String spread(List<Double> values) {
    if (values.isEmpty()) return "–";
    String mean = Numbers.percent(mean(values));
    if (values.size() == 1) return mean;
    return mean + " (" + Numbers.percent(min(values)) + " to " + Numbers.percent(max(values)) + ")";
  }
}
