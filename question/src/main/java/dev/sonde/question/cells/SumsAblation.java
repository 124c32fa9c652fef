package dev.sonde.question.cells;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.question.Work;
import dev.sonde.study.addition.AblationStudy;
import dev.sonde.study.addition.AblationStudy.Effect;
import dev.sonde.study.addition.AblationStudy.Side;
import dev.sonde.study.addition.Accuracy;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.AnswerFigures;
import dev.sonde.study.addition.Sum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which units of an addition network matter. */
public final class SumsAblation {

  private SumsAblation() {}

  /** An effect, and whether its units are in the encoder or the decoder. */
  private record Line(Side side, Effect effect) {
    String units() {
      return effect.units().stream().map(String::valueOf).collect(Collectors.joining("+"));
    }
  }

  private record Document(Accuracy whole, List<Effect> encoder, List<Effect> decoder) {}

  /** Ablates units one by one and in groups. */
  public static AblatedSums of(Path model, AskedSums asked, AblationStudy.Settings how, Work work) {
    try (Adder adder = asked.open(model);
        Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      List<Sum> sums = asked.drawn(adder.format());
      long total = (long) AblationStudy.count(adder, how) * sums.size();
      try (Work.Stage stage = work.stage("ablating", "sums", total)) {
        return new AblatedSums(
            adder.format(), AblationStudy.of(adder, sums, how, workers, stage::step));
      }
    }
  }

  /** The answer as JSON. */
  public static Object document(AblatedSums answer) {
    AblationStudy study = answer.study();
    return new Document(study.whole(), study.encoder(), study.decoder());
  }

  /** The answer as a page, the largest loss of accuracy first. */
  public static Page summary(Path model, AblatedSums answer) {
    Accuracy whole = answer.study().whole();
    List<Line> lines = worstFirst(answer.study());
    Columns<Line> columns =
        Columns.<Line>empty()
            .text("side", line -> line.side().toString())
            .text("silenced", "ablated", Line::units)
            .real("exact", line -> line.effect().exact())
            .explained("share of sums answered correctly without these units")
            .real("characters", line -> line.effect().character())
            .explained(
                "share of correct characters with the correct answer fed back (teacher forcing)")
            .real("exact_lost", "exact lost", line -> whole.exact() - line.effect().exact())
            .explained("exact accuracy of the whole network − accuracy without these units");
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.plain("%d sums of %s.".formatted(whole.n(), answer.format())));
    findings.add(
        Finding.plain(
            "Without ablation: exact %s, characters %s."
                .formatted(Numbers.plain(whole.exact()), Numbers.plain(whole.character()))));
    if (!lines.isEmpty()) findings.add(worst(lines.getFirst(), whole));
    return new Page(
        "Accuracy without single units",
        String.valueOf(model.getFileName()),
        findings,
        List.of(
            new Page.Section(
                "Effects",
                List.of(
                    new TableBlock(columns.table("effects", "The largest loss first", lines))))));
  }

  private static Finding worst(Line line, Accuracy whole) {
    String what = line.effect().units().size() == 1 ? "unit " : "units ";
    return new Finding(
        Tone.NOTABLE,
        "Largest loss without %s%s of the %s: exact %s instead of %s."
            .formatted(
                what,
                line.units(),
                line.side(),
                Numbers.plain(line.effect().exact()),
                Numbers.plain(whole.exact())));
  }

  private static List<Line> worstFirst(AblationStudy study) {
    List<Line> lines = new ArrayList<>();
    for (Side side : Side.values()) {
      for (Effect effect : study.ranking(side)) lines.add(new Line(side, effect));
    }
    lines.sort(
        Comparator.comparingDouble((Line line) -> line.effect().exact())
            .thenComparingDouble(line -> line.effect().character()));
    return lines;
  }

  /** The whole page, with a figure of the ranking. */
  public static Page page(Path model, AblatedSums answer, AblationStudy.To to) {
    Page summary = summary(model, answer);
    List<Page.Section> sections = new ArrayList<>(summary.sections());
    Block picture = new Block.Picture(drawing(answer, to));
    sections.addFirst(new Page.Section("Ranking", List.of(picture)));
    return summary.with(sections);
  }

  public static Figure drawing(AblatedSums answer, AblationStudy.To to) {
    return AnswerFigures.ablation(answer.study(), to);
  }
}
