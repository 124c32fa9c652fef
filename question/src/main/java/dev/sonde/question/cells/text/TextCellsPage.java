package dev.sonde.question.cells.text;

import dev.sonde.analysis.cells.Traces;
import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.cells.MatrixFigure;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * States over a text as findings, coloured text and figures.
 *
 * @param unit the unit to show in detail; null for the units that vary most
 * @param varying units whose standard deviation is below this are not shown
 */
public record TextCellsPage(Path model, TextCells cells, @Nullable Integer unit, double varying) {

  /** Number of units of a layer that are shown as coloured text, the most varying first. */
  private static final int SHOWN = 16;

  private static final Map<String, String> GATES =
      Map.of(
          "i", "input gate i",
          "f", "forget gate f",
          "g", "candidate g",
          "o", "output gate o",
          "r", "reset gate r",
          "z", "update gate z",
          "n", "candidate n");

  private static final Columns<TextCells.Guess> NEXT =
      Columns.<TextCells.Guess>empty()
          .text("symbol", TextCells.Guess::symbol)
          .integer("number", TextCells.Guess::number)
          .real("probability", TextCells.Guess::probability);

  /** Coloured text of the units, and the most probable next symbols. */
  public Page summary() {
    List<Page.Section> sections = new ArrayList<>();
    for (TextCells.Layer layer : cells.layers()) {
      List<Integer> units = units(layer);
      if (!units.isEmpty()) sections.add(text(layer, units));
    }
    if (!cells.next().isEmpty()) {
      Block table =
          new Block.TableBlock(
              NEXT.table("next", "Most probable symbols after the text", cells.next()));
      sections.add(new Page.Section("Next symbol", List.of(table)));
    }
    return new Page(
        "States of units over a text", String.valueOf(model.getFileName()), findings(), sections);
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "%d symbols; %s."
                .formatted(
                    cells.symbols().size(),
                    cells.layers().stream()
                        .map(layer -> "%s, %d units".formatted(layer.site(), layer.units()))
                        .collect(Collectors.joining("; ")))));
    for (TextCells.Layer layer : cells.layers()) {
      int most = layer.byVariation().getFirst();
      findings.add(
          Finding.plain(
              "Unit %d of %s varies most over the text: its %s has a standard deviation of %s."
                  .formatted(
                      most, layer.site(), layer.shownAs(), Numbers.plain(layer.deviation(most)))));
    }
    return findings;
  }

  /** The units of a layer that are shown. */
  private List<Integer> units(TextCells.Layer layer) {
    if (unit != null) return unit < layer.units() ? List.of(unit) : List.of();
    return layer.byVariation().stream()
        .filter(u -> layer.deviation(u) >= varying)
        .limit(SHOWN)
        .toList();
  }

  private Page.Section text(TextCells.Layer layer, List<Integer> units) {
    List<Block.ValuedText.Values> rows = new ArrayList<>();
    Traces shown = layer.shown();
    for (int u : units) rows.add(values("unit " + u, shown, u));
    if (unit != null) {
      layer.parts().forEach((name, traces) -> rows.add(values(name, traces, unit)));
    }
    String which =
        unit != null || units.size() == layer.units()
            ? ""
            : ": the %d of %d units that vary most".formatted(units.size(), layer.units());
    String title = layer.site() + ", " + layer.shownAs() + " after each symbol" + which;
    return new Page.Section(
        "Units of " + layer.site(), List.of(new Block.ValuedText(title, cells.symbols(), rows)));
  }

  private static Block.ValuedText.Values values(String label, Traces traces, int unit) {
    return new Block.ValuedText.Values(
        label,
        IntStream.range(0, traces.steps())
            .mapToObj(t -> Math.clamp((double) traces.at(0, t, unit), -1, 1))
            .toList());
  }

  /** The whole page, with figures of every unit and of the gates. */
  public Page page() {
    Page summary = summary();
    List<Page.Section> sections = new ArrayList<>();
    for (TextCells.Layer layer : cells.layers()) {
      List<Integer> units = drawn(layer);
      if (units.isEmpty()) continue;
      List<Block> blocks = new ArrayList<>();
      blocks.add(
          new Block.Words(
              "Every row is one unit, the most varying first: its "
                  + (layer.hasCell()
                      ? "cell state tanh(c) after each symbol."
                      : "hidden state after each symbol.")
                  + " A row that changes at a symbol responds to it."));
      blocks.add(new Block.Picture(states(layer, units)));
      if (unit != null) blocks.add(new Block.Picture(closely(layer, unit)));
      if (layer.hasGates()) {
        blocks.add(new Block.Folded("Gates", List.of(new Block.Picture(gates(layer, units)))));
      }
      sections.add(new Page.Section("All of " + layer.site(), blocks));
    }
    List<Page.Section> all = new ArrayList<>(summary.sections());
    all.addAll(sections);
    return summary.with(all);
  }

  /** The units of a layer that are drawn, the most varying first. */
  public List<Integer> drawn(TextCells.Layer layer) {
    if (unit != null) return units(layer);
    return layer.byVariation().stream().filter(u -> layer.deviation(u) >= varying).toList();
  }

  /** Units over the text. */
  public Figure states(TextCells.Layer layer, List<Integer> units) {
    ColourScale colours = ColourScale.diverging(scale(layer.shown(), units));
    return MatrixFigure.of(
        "States of " + layer.site() + " over the text",
        List.of(matrix("", layer.shown(), units, colours, layer.shownAs())));
  }

  /** A plain unit with ReLU goes beyond 1. */
  private static double scale(Traces traces, List<Integer> units) {
    double most = 1;
    for (int u : units)
      for (float value : traces.line(0, u)) most = Math.max(most, Math.abs(value));
    return most;
  }

  private Matrix matrix(
      String title, Traces traces, List<Integer> units, ColourScale colours, String value) {
    Cells values = Cells.of(units.size(), traces.steps(), (r, c) -> traces.at(0, c, units.get(r)));
    List<String> names = units.stream().map(String::valueOf).toList();
    return new Matrix(title, values, "symbol read", "unit", cells.symbols(), names, colours, value);
  }

  /** Every gate over the text. */
  public Figure gates(TextCells.Layer layer, List<Integer> units) {
    List<Matrix> gates = new ArrayList<>();
    layer
        .parts()
        .forEach(
            (name, traces) -> {
              if (!GATES.containsKey(name)) return;
              boolean signed = name.equals("g") || name.equals("n");
              ColourScale colours =
                  signed ? ColourScale.diverging(1) : ColourScale.sequential(0, 1);
              gates.add(matrix(GATES.getOrDefault(name, name), traces, units, colours, name));
            });
    return MatrixFigure.of("Gates of " + layer.site() + " over the text", gates, 2);
  }

  /** One unit: state, output, gates. */
  public Figure closely(TextCells.Layer layer, int one) {
    List<LinesFigure.Line> state = new ArrayList<>();
    List<LinesFigure.Line> gates = new ArrayList<>();
    state.add(line(layer.shownAs(), layer.shown(), one));
    layer
        .parts()
        .forEach(
            (name, traces) -> {
              if (name.equals("h") && layer.hasCell()) state.add(line("h", traces, one));
              boolean opens = GATES.containsKey(name) && !name.equals("g") && !name.equals("n");
              if (opens) gates.add(line(name, traces, one));
            });
    List<Tick> ticks =
        IntStream.range(0, cells.symbols().size())
            .mapToObj(t -> new Tick(t, cells.symbols().get(t)))
            .toList();
    double most = scale(layer.shown(), List.of(one));
    List<LinesFigure.Lines> panels = new ArrayList<>();
    panels.add(
        new LinesFigure.Lines(
            "State", "symbol read", ticks, Axis.linear("value", -most, most), state));
    if (!gates.isEmpty()) {
      panels.add(
          new LinesFigure.Lines("Gates", "symbol read", ticks, Axis.linear("open", 0, 1), gates));
    }
    return LinesFigure.of("Unit " + one + " of " + layer.site() + " over the text", panels);
  }

  private static LinesFigure.Line line(String name, Traces traces, int unit) {
    float[] values = traces.line(0, unit);
    return new LinesFigure.Line(
        name, IntStream.range(0, values.length).mapToObj(t -> new Point(t, values[t])).toList());
  }
}
