package dev.sonde.app.command;

import dev.sonde.analysis.cells.ProbeScore;
import dev.sonde.analysis.cells.Saturation;
import dev.sonde.analysis.cells.Traces;
import dev.sonde.analysis.cells.UnitCorrelation;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.app.output.Colours;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.TextTable;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.study.addition.Alphabet;
import dev.sonde.study.addition.CellStates;
import dev.sonde.study.addition.CellStatistics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cell states as text: colours on a terminal, numbers in a pipe. */
final class CellsText {

  private static final ColourScale SIGNED = ColourScale.diverging(1);
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private final PrintWriter out;
  private final boolean coloured;

  CellsText(Console console, boolean coloured) {
    this.out = console.out();
    this.coloured = coloured;
  }

  void print(
      CellStates states,
      List<Integer> encoder,
      List<Integer> decoder,
      @Nullable Integer unit,
      int top,
      @Nullable CellStatistics statistics) {
    String said = Alphabet.text(states.said()[0]).strip();
    int right = states.sums().getFirst().total();
    boolean correct = said.equals(String.valueOf(right));
    out.println(
        states.sums().getFirst() + " = " + said + (correct ? "" : " (right is " + right + ")"));
    out.println("· space, ^ start, $ end");
    layer(states.encoder(), encoder, unit);
    layer(states.decoder(), decoder, unit);
    guesses(states, top);
    states.attention().ifPresent(attention -> attention(states, attention));
    if (statistics != null) statistics(statistics);
    out.flush();
  }

  private void layer(CellStates.Layer layer, List<Integer> units, @Nullable Integer unit) {
    if (units.isEmpty()) return;
    out.println();
    List<String> text = IntStream.of(layer.read()[0]).mapToObj(Alphabet::visible).toList();
    out.println(layer.name() + ", " + layer.shownAs() + " after each symbol");
    if (unit != null) {
      one(layer, text, unit);
      return;
    }
    Traces shown = layer.shown();
    if (coloured) {
      for (int u : units)
        out.println(String.format(Locale.ROOT, "%4d  ", u) + text(shown, text, u));
      return;
    }
    List<String> header = new ArrayList<>(List.of("unit"));
    header.addAll(text);
    TextTable table = new TextTable(header);
    for (int u : units) row(table, String.valueOf(u), shown, u);
    table.print(out);
  }

  private static void row(TextTable table, String name, Traces traces, int unit) {
    List<Object> row = new ArrayList<>(List.of(name));
    for (int t = 0; t < traces.steps(); t++) {
      row.add(String.format(Locale.ROOT, "%5.2f", traces.at(0, t, unit)));
    }
    table.row(row);
  }

  /** The text itself, each symbol on the colour of the unit's value after it. */
  private static String text(Traces shown, List<String> text, int unit) {
    StringBuilder line = new StringBuilder();
    for (int t = 0; t < text.size(); t++) {
      line.append(Colours.on(SIGNED.of(shown.at(0, t, unit)), " " + text.get(t) + " "));
    }
    return line.toString();
  }

  private void one(CellStates.Layer layer, List<String> text, int unit) {
    Traces shown = layer.shown();
    if (coloured) out.println("unit " + unit + "  " + text(shown, text, unit));
    StringBuilder line = new StringBuilder("unit " + unit + "  ");
    for (int t = 0; t < text.size(); t++) {
      int level = (int) Math.min(7, Math.floor((shown.at(0, t, unit) + 1) * 4));
      line.append(' ').append(BLOCKS.charAt(level)).append(' ');
    }
    out.println(line);
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(text);
    TextTable table = new TextTable(header);
    row(table, layer.shownAs(), shown, unit);
    layer.parts().forEach((name, traces) -> row(table, name, traces, unit));
    table.print(out);
  }

  private void guesses(CellStates states, int top) {
    out.println();
    out.println("likeliest symbols at each step of the answer");
    for (int t = 0; t < states.said()[0].length; t++) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%4d ", t + 1));
      for (CellStates.Guess guess : states.guesses(0, t, top)) {
        line.append(
            String.format(Locale.ROOT, "  %s %6.2f %%", guess.symbol(), 100 * guess.probability()));
      }
      out.println(line);
    }
  }

  private void attention(CellStates states, Traces attention) {
    out.println();
    out.println("attention: a row per symbol written, a column per symbol read");
    List<String> header = new ArrayList<>(List.of(""));
    IntStream.of(states.encoder().read()[0]).forEach(s -> header.add(Alphabet.visible(s)));
    TextTable table = new TextTable(header);
    for (int t = 0; t < attention.steps(); t++) {
      List<Object> row = new ArrayList<>(List.of(Alphabet.visible(states.said()[0][t])));
      for (int j = 0; j < attention.units(); j++) {
        row.add(String.format(Locale.ROOT, "%4.2f", attention.at(0, t, j)));
      }
      table.row(row);
    }
    table.print(out);
  }

  private void statistics(CellStatistics found) {
    units("encoder", found.encoder(), found.sums());
    units("decoder", found.decoder(), found.sums());
    out.println();
    out.println("linear probes of the cells, on sums that they were not fitted to");
    TextTable table =
        new TextTable(
            List.of("layer", "property", "measure", "score", "baseline", "shuffled", "states"));
    found.probes().encoder().forEach(score -> probe(table, "encoder", score));
    found.probes().decoder().forEach(score -> probe(table, "decoder", score));
    table.print(out);
  }

  private static void probe(TextTable table, String layer, ProbeScore s) {
    table.row(
        List.of(
            layer, s.property(), s.measure(), s.score(), s.baseline(), s.control(), s.tested()));
  }

  private void units(String name, CellStatistics.Layer layer, int sums) {
    out.println();
    out.println(name + " over " + sums + " sums");
    List<String> header =
        new ArrayList<>(List.of("unit", "mean", "deviation", "between", "along", "content"));
    for (Saturation gate : layer.saturation()) {
      header.add(gate.gate() + " shut");
      header.add(gate.gate() + " open");
    }
    TextTable table = new TextTable(header);
    for (Variation.Unit u : layer.variation().units()) {
      List<Object> row =
          new ArrayList<>(
              List.of(
                  u.unit(),
                  u.mean(),
                  u.deviation(),
                  u.betweenSamples(),
                  u.withinSequences(),
                  u.contentShare()));
      for (Saturation gate : layer.saturation()) {
        row.add(gate.units().get(u.unit()).shut());
        row.add(gate.units().get(u.unit()).open());
      }
      table.row(row);
    }
    table.print(out);
    List<String> pairs = new ArrayList<>();
    for (UnitCorrelation.Pair p : layer.correlated()) {
      pairs.add(
          String.format(Locale.ROOT, "%d and %d %.3f", p.first(), p.second(), p.correlation()));
    }
    out.println("most alike: " + String.join(", ", pairs));
  }
}
