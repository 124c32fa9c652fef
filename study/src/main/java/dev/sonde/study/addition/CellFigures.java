package dev.sonde.study.addition;

import dev.sonde.analysis.cells.Saturation;
import dev.sonde.analysis.cells.Traces;
import dev.sonde.analysis.cells.UnitCorrelation;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.cells.MatrixFigure;
import dev.sonde.figure.cells.ScatterFigure;
import dev.sonde.figure.colour.ColourScale;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What cells do, drawn. */
public final class CellFigures {

  private CellFigures() {}

  /** Names of the steps of a layer: the symbol that is read at each. */
  private static List<String> text(CellStates.Layer layer, int sum) {
    return IntStream.of(layer.read()[sum]).mapToObj(Alphabet::visible).toList();
  }

  /**
   * All units over the text of one sum.
   *
   * @param encoder units of the encoder that are shown
   * @param decoder units of the decoder that are shown
   */
  public static Figure states(
      CellStates states, int sum, List<Integer> encoder, List<Integer> decoder) {
    List<Matrix> sides = new ArrayList<>();
    if (!encoder.isEmpty()) sides.add(matrix(states.encoder(), sum, encoder));
    if (!decoder.isEmpty()) sides.add(matrix(states.decoder(), sum, decoder));
    return MatrixFigure.of("Cell states while adding " + states.sums().get(sum), sides)
        .caption(
            "Each column is a step, named by the symbol read there (· space, ^ start, $ end);"
                + " each row a unit. White is zero.");
  }

  private static Matrix matrix(CellStates.Layer layer, int sum, List<Integer> units) {
    return values(
        layer.name(), layer.shown(), layer, sum, units, ColourScale.diverging(1), layer.shownAs());
  }

  private static Matrix values(
      String title,
      Traces traces,
      CellStates.Layer layer,
      int sum,
      List<Integer> units,
      ColourScale colours,
      String value) {
    Cells cells = Cells.of(units.size(), traces.steps(), (r, c) -> traces.at(sum, c, units.get(r)));
    List<String> names = units.stream().map(String::valueOf).toList();
    return new Matrix(title, cells, "symbol read", "unit", text(layer, sum), names, colours, value);
  }

  /** Every gate of one layer over the text of one sum. */
  public static Figure gates(
      CellStates states, CellStates.Layer layer, int sum, List<Integer> units) {
    List<Matrix> gates = new ArrayList<>();
    for (String gate : layer.cell().gates()) {
      boolean signed = !CellStates.opens(gate);
      ColourScale colours = signed ? ColourScale.diverging(1) : ColourScale.sequential(0, 1);
      gates.add(
          values(
              GATES.getOrDefault(gate, gate), layer.part(gate), layer, sum, units, colours, gate));
    }
    return MatrixFigure.of(
        "Gates of the " + layer.name() + " while adding " + states.sums().get(sum), gates, 2);
  }

  private static final java.util.Map<String, String> GATES =
      java.util.Map.of(
          "i",
          "input gate i",
          "f",
          "forget gate f",
          "g",
          "candidate g",
          "o",
          "output gate o",
          "r",
          "reset gate r",
          "z",
          "update gate z",
          "n",
          "candidate n");

  /** One unit over the text of one sum: state, output, gates. */
  public static Figure unit(CellStates states, CellStates.Layer layer, int sum, int unit) {
    List<LinesFigure.Line> state = new ArrayList<>();
    state.add(line(layer.shownAs(), layer.shown(), sum, unit));
    if (layer.cell().hasCell()) state.add(line("h", layer.part("h"), sum, unit));
    List<LinesFigure.Line> gates = new ArrayList<>();
    for (String gate : layer.cell().gates()) {
      if (CellStates.opens(gate)) {
        gates.add(line(gate, layer.part(gate), sum, unit));
      }
    }
    List<Tick> ticks = ticks(text(layer, sum));
    List<LinesFigure.Lines> panels = new ArrayList<>();
    panels.add(
        new LinesFigure.Lines("State", "symbol read", ticks, Axis.linear("value", -1, 1), state));
    if (!gates.isEmpty()) {
      panels.add(
          new LinesFigure.Lines("Gates", "symbol read", ticks, Axis.linear("open", 0, 1), gates));
    }
    return LinesFigure.of(
        "Unit " + unit + " of the " + layer.name() + " while adding " + states.sums().get(sum),
        panels);
  }

  private static List<Tick> ticks(List<String> text) {
    return IntStream.range(0, text.size()).mapToObj(t -> new Tick(t, text.get(t))).toList();
  }

  private static LinesFigure.Line line(String name, Traces traces, int sum, int unit) {
    float[] values = traces.line(sum, unit);
    return new LinesFigure.Line(
        name, IntStream.range(0, values.length).mapToObj(t -> new Point(t, values[t])).toList());
  }

  /** Which units move together, in both layers. */
  public static Figure correlation(CellStates states) {
    List<Matrix> sides = new ArrayList<>();
    for (CellStates.Layer layer : List.of(states.encoder(), states.decoder())) {
      sides.add(
          new Matrix(
              layer.name(),
              UnitCorrelation.of(layer.shown()).matrix(),
              "unit",
              "unit",
              List.of(),
              List.of(),
              ColourScale.diverging(1),
              "correlation"));
    }
    return MatrixFigure.of("Correlation of units", sides)
        .caption("Pearson's r of " + states.encoder().shownAs() + " over all sums and steps.");
  }

  /** Whether a unit follows the position or the content. */
  public static Figure variation(CellStates states) {
    List<ScatterFigure.Scatter> panels = new ArrayList<>();
    for (CellStates.Layer layer : List.of(states.encoder(), states.decoder())) {
      List<ScatterFigure.Unit> units =
          Variation.of(layer.shown()).units().stream()
              .map(
                  u ->
                      new ScatterFigure.Unit(
                          "unit " + u.unit(), "units", u.withinSequences(), u.betweenSamples()))
              .toList();
      panels.add(
          new ScatterFigure.Scatter(
              layer.name(),
              Axis.linear("variance along a sequence"),
              Axis.linear("variance between samples at a step"),
              units));
    }
    return ScatterFigure.of("What units vary with", panels)
        .caption(
            "Low and right: the same course in every sum, a counter of positions. High: the value"
                + " depends on the numbers. "
                + states.encoder().shownAs()
                + " over "
                + states.sums().size()
                + " sums.");
  }

  /** How often gates stand nearly open or nearly shut. */
  public static Figure saturation(CellStates states) {
    List<ScatterFigure.Scatter> panels = new ArrayList<>();
    for (CellStates.Layer layer : List.of(states.encoder(), states.decoder())) {
      List<ScatterFigure.Unit> units = new ArrayList<>();
      for (String gate : layer.cell().gates()) {
        if (!CellStates.opens(gate)) continue;
        for (Saturation.Unit u : Saturation.of(gate, layer.part(gate)).units()) {
          units.add(
              new ScatterFigure.Unit(
                  "unit " + u.unit() + ", " + GATES.getOrDefault(gate, gate),
                  GATES.getOrDefault(gate, gate),
                  u.open(),
                  u.shut()));
        }
      }
      panels.add(
          new ScatterFigure.Scatter(
              layer.name(),
              LinesFigure.share("share of steps open (> 0.9)"),
              LinesFigure.share("share of steps shut (< 0.1)"),
              units));
    }
    return ScatterFigure.of("Saturation of gates", panels);
  }

  /** What the decoder attended to while it wrote each symbol. */
  public static Figure alignment(CellStates states, int sum) {
    Traces attention =
        states.attention().orElseThrow(() -> new AdditionException("the network has no attention"));
    Cells cells = Cells.of(attention.steps(), attention.units(), (r, c) -> attention.at(sum, r, c));
    List<String> written = IntStream.of(states.said()[sum]).mapToObj(Alphabet::visible).toList();
    return MatrixFigure.of(
            "Attention while adding " + states.sums().get(sum),
            List.of(
                new Matrix(
                    "",
                    cells,
                    "symbol of the question",
                    "symbol written",
                    text(states.encoder(), sum),
                    written,
                    ColourScale.sequential(0, 1),
                    "weight")))
        .caption("Each row sums to 1.");
  }
}
