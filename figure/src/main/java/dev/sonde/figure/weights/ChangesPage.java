package dev.sonde.figure.weights;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.weights.CheckpointDiff;
import dev.sonde.analysis.weights.TensorDiff;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What changed from one checkpoint to another, as a page. */
public final class ChangesPage {

  private static final int NAMED = 3;

  /** A page of bars; the table has all tensors. */
  private static final int DRAWN = 40;

  /** The main table. */
  static final String CHANGES = "changes";

  /** A tensor's change as a row. */
  public static final Columns<TensorDiff> COLUMNS =
      Columns.<TensorDiff>empty()
          .text("tensor", TensorDiff::name)
          .text("shape", t -> shape(t.shape()))
          .ranked(2)
          .real("relative_change", "relative change", TensorDiff::relativeChange)
          .explained("length of the change beside the length of the tensor before")
          .real("cosine", TensorDiff::cosine)
          .explained("between before and after: 1 if only the length changed")
          .ranked(1)
          .real("max_change", "max change", TensorDiff::maxChange)
          .explained("largest change of one value")
          .ranked(3)
          .real("unchanged", TensorDiff::unchanged)
          .explained("share of the values that are equal")
          .real("wasserstein_std", "w1/std", TensorDiff::wassersteinStd)
          .explained("Wasserstein distance of the distributions in standard deviations of before")
          .ranked(1)
          .real("ks", "KS", TensorDiff::ks)
          .explained("Kolmogorov–Smirnov distance of the distributions")
          .ranked(4)
          .integer("not_finite", "not finite", TensorDiff::notFinite)
          .explained("places where a value of before or after is NaN or infinite")
          .ranked(3);

  private ChangesPage() {}

  /**
   * @param before the first checkpoint's name
   * @param after the second's
   * @param provenance what is needed to repeat the page, or null
   */
  public static Page of(
      CheckpointDiff diff, String before, String after, @Nullable Provenance provenance) {
    return new Page(
        before + " → " + after,
        "What changed from one checkpoint to the other.",
        findings(diff),
        sections(diff, ""),
        CHANGES,
        provenance);
  }

  static List<Finding> findings(CheckpointDiff diff) {
    List<Finding> findings = new ArrayList<>();
    int both = diff.tensors().size();
    List<TensorDiff> changed = diff.tensors().stream().filter(t -> t.unchanged() < 1).toList();
    String most =
        changed.stream()
            .limit(NAMED)
            .map(t -> t.name() + " (by " + Numbers.percent(t.relativeChange()) + " of its length)")
            .collect(Collectors.joining("; "));
    findings.add(
        new Finding(
            Tone.PLAIN,
            changed.isEmpty()
                ? "No tensor changed, of %s that both have.".formatted(Numbers.count(both))
                : "%s of %s that both have changed, most of all %s."
                    .formatted(
                        Numbers.count(changed.size()),
                        Numbers.count(both, "tensor", "tensors"),
                        most),
            changed.stream().limit(NAMED).map(TensorDiff::name).toList()));
    // Which names were taken for the same is part of the answer.
    diff.notes().forEach(note -> findings.add(new Finding(Tone.NOTABLE, note + ".", List.of())));
    List<TensorDiff> bad = changed.stream().filter(t -> t.notFinite() > 0).toList();
    if (!bad.isEmpty()) {
      findings.add(
          new Finding(
              Tone.GRAVE,
              Numbers.count(bad.size(), "tensor holds", "tensors hold")
                  + " NaN or infinite values in one of the two: "
                  + bad.stream()
                      .limit(NAMED)
                      .map(TensorDiff::name)
                      .collect(Collectors.joining("; "))
                  + (bad.size() > NAMED ? "; …" : "")
                  + ".",
              bad.stream().map(TensorDiff::name).toList()));
    }
    alone(diff.onlyInA(), "the first", findings);
    alone(diff.onlyInB(), "the second", findings);
    if (!diff.reshaped().isEmpty()) {
      List<String> names = diff.reshaped().stream().map(r -> r.name()).toList();
      findings.add(
          new Finding(
              Tone.NOTABLE,
              Numbers.count(names.size(), "tensor has", "tensors have")
                  + " another shape or kind of number.",
              names));
    }
    return findings;
  }

  private static void alone(List<String> names, String which, List<Finding> findings) {
    if (names.isEmpty()) return;
    String is = Numbers.count(names.size(), "tensor is", "tensors are");
    findings.add(new Finding(Tone.NOTABLE, is + " only in " + which + ".", names));
  }

  static List<Section> sections(CheckpointDiff diff, String of) {
    List<Section> sections = new ArrayList<>();
    if (!diff.tensors().isEmpty()) {
      List<Block> blocks = new ArrayList<>();
      if (diff.changed() > 0) blocks.add(new Block.Picture(figure(diff)));
      blocks.add(
          new Block.TableBlock(
              COLUMNS.table(CHANGES, "Tensors of both, the most changed first", diff.tensors())));
      sections.add(new Section("What changed" + of, blocks));
    }
    List<String> others = new ArrayList<>();
    diff.onlyInA().forEach(name -> others.add("only in the first: " + name));
    diff.onlyInB().forEach(name -> others.add("only in the second: " + name));
    diff.reshaped()
        .forEach(r -> others.add(r.name() + ": " + shape(r.shapeA()) + " → " + shape(r.shapeB())));
    if (!others.isEmpty()) {
      sections.add(new Section("Not in both alike" + of, List.of(new Block.Items(others))));
    }
    return sections;
  }

  private static Figure figure(CheckpointDiff diff) {
    List<TensorDiff> drawn =
        diff.tensors().stream()
            .filter(t -> t.unchanged() < 1 && Double.isFinite(t.relativeChange()))
            .limit(DRAWN)
            .toList();
    if (drawn.isEmpty()) drawn = diff.tensors().subList(0, 1);
    List<Mark.Bar> bars = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      TensorDiff t = drawn.get(i);
      double change = Double.isFinite(t.relativeChange()) ? t.relativeChange() : 0;
      Range row = Range.of(i - 0.36, i + 0.36);
      bars.add(new Mark.Bar(Range.of(0, change), row, t.name() + ": " + Numbers.of(change)));
    }
    Panel panel =
        Panel.of(
                Axis.linear("relative change ‖after − before‖ / ‖before‖"),
                Axis.categories("", drawn.stream().map(TensorDiff::name).toList()),
                new Mark.Bars(bars, Fill.of(Palette.BLUE)))
            .height(Math.max(40, 18.0 * drawn.size()));
    return Figure.of("How far each tensor moved", panel)
        .subtitle(
            drawn.size() < diff.changed()
                ? "The %d most changed of %d.".formatted(drawn.size(), diff.changed())
                : "");
  }

  private static String shape(List<Long> shape) {
    return shape.isEmpty()
        ? "scalar"
        : shape.stream().map(String::valueOf).collect(Collectors.joining(" × "));
  }
}
