package dev.sonde.question.cells;

import dev.sonde.analysis.cells.ProbeScore;
import dev.sonde.analysis.cells.Saturation;
import dev.sonde.analysis.cells.Traces;
import dev.sonde.analysis.cells.UnitCorrelation;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Block.ValuedText;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.study.addition.Alphabet;
import dev.sonde.study.addition.CellStates;
import dev.sonde.study.addition.CellStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cell states as findings, coloured text and tables. */
record CellsWords(CellsSettings settings, CellsAnswer.OfSums answer) {

  private record Scored(String layer, ProbeScore score) {}

  private static final Columns<Scored> PROBES =
      Columns.<Scored>empty()
          .text("layer", Scored::layer)
          .text("property", s -> s.score().property())
          .text("measure", s -> s.score().measure())
          .written(s -> s.score().measure().equals("r2") ? "R²" : null)
          .real("score", s -> s.score().score())
          .explained("of a linear probe, on held-out sums")
          .real("baseline", s -> s.score().baseline())
          .explained("of the best constant prediction")
          .real("shuffled", s -> s.score().control())
          .explained("of the same probe fitted to shuffled labels")
          .integer("states", s -> s.score().tested());

  Page page() {
    List<Page.Section> sections = new ArrayList<>();
    layer(answer.one().encoder(), answer.encoder(), sections);
    layer(answer.one().decoder(), answer.decoder(), sections);
    sections.add(section("Most probable symbols", guesses()));
    answer.one().attention().ifPresent(a -> sections.add(section("Attention", attention(a))));
    CellStatistics found = answer.statistics();
    if (found != null) statistics(found, sections);
    return new Page(
        "What the cells do while the network adds",
        String.valueOf(settings.model().getFileName()),
        findings(found),
        sections);
  }

  private static Page.Section section(String title, Table table) {
    return new Page.Section(title, List.of(new TableBlock(table)));
  }

  private List<Finding> findings(@org.jspecify.annotations.Nullable CellStatistics found) {
    CellStates one = answer.one();
    String said = Alphabet.text(one.said()[0]).strip();
    int right = one.sums().getFirst().total();
    boolean correct = said.equals(String.valueOf(right));
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            correct ? Tone.GOOD : Tone.NOTABLE,
            "%s = %s%s."
                .formatted(
                    one.sums().getFirst(), said, correct ? "" : " (correct: " + right + ")")));
    findings.add(Finding.plain("Signs: · space, ^ start, $ end."));
    if (found != null) {
      alike("encoder", found.encoder(), findings);
      alike("decoder", found.decoder(), findings);
    }
    return findings;
  }

  private static void alike(String name, CellStatistics.Layer layer, List<Finding> findings) {
    if (layer.correlated().isEmpty()) return;
    String pairs =
        layer.correlated().stream().map(CellsWords::pair).collect(Collectors.joining(", "));
    findings.add(
        Finding.plain("Units of the " + name + " with the highest correlation: " + pairs + "."));
  }

  private static String pair(UnitCorrelation.Pair p) {
    return String.format(Locale.ROOT, "%d and %d (%.3f)", p.first(), p.second(), p.correlation());
  }

  private void layer(CellStates.Layer layer, List<Integer> units, List<Page.Section> sections) {
    if (units.isEmpty()) return;
    List<String> text = IntStream.of(layer.read()[0]).mapToObj(Alphabet::visible).toList();
    List<ValuedText.Values> rows = new ArrayList<>();
    Integer unit = settings.unit();
    for (int u : units) rows.add(values("unit " + u, layer.shown(), u));
    if (unit != null) {
      layer.parts().forEach((name, traces) -> rows.add(values(name, traces, unit)));
    }
    Block block =
        new ValuedText(layer.name() + ", " + layer.shownAs() + " after each symbol", text, rows);
    sections.add(new Page.Section("Units of the " + layer.name(), List.of(block)));
  }

  private static ValuedText.Values values(String label, Traces traces, int unit) {
    return new ValuedText.Values(
        label,
        IntStream.range(0, traces.steps()).mapToObj(t -> (double) traces.at(0, t, unit)).toList());
  }

  private Table guesses() {
    CellStates states = answer.one();
    Table.Builder table =
        Table.named("guesses").captioned("Most probable symbols at each step of the answer");
    table.column(Head.integer("step", "of the answer"));
    for (int k = 1; k <= settings.top(); k++) {
      table.column(Head.text("symbol " + k)).column(Head.real("p " + k, "its probability"));
    }
    for (int t = 0; t < states.said()[0].length; t++) {
      List<Object> row = new ArrayList<>(List.of(t + 1));
      for (CellStates.Guess guess : states.guesses(0, t, settings.top())) {
        row.add(guess.symbol());
        row.add(guess.probability());
      }
      table.row(row);
    }
    return table.build();
  }

  private Table attention(Traces attention) {
    CellStates states = answer.one();
    Table.Builder table =
        Table.named("attention")
            .captioned("A row for each symbol written, a column for each symbol read");
    table.column(Head.text("written"));
    int[] read = states.encoder().read()[0];
    for (int j = 0; j < read.length; j++) {
      String symbol = Alphabet.visible(read[j]);
      table.column(new Head("read_" + j, symbol, "", "", Head.Type.REAL, 0));
    }
    for (int t = 0; t < attention.steps(); t++) {
      List<Object> row = new ArrayList<>(List.of(Alphabet.visible(states.said()[0][t])));
      for (int j = 0; j < attention.units(); j++) row.add((double) attention.at(0, t, j));
      table.row(row);
    }
    return table.build();
  }

  private static void statistics(CellStatistics found, List<Page.Section> sections) {
    units("encoder", found.encoder(), found.sums(), sections);
    units("decoder", found.decoder(), found.sums(), sections);
    List<Scored> scores = new ArrayList<>();
    found.probes().encoder().forEach(score -> scores.add(new Scored("encoder", score)));
    found.probes().decoder().forEach(score -> scores.add(new Scored("decoder", score)));
    sections.add(
        section(
            "Linear probes",
            PROBES.table("probes", "Linear probes of the cells, on held-out sums", scores)));
  }

  private static void units(
      String name, CellStatistics.Layer layer, int sums, List<Page.Section> sections) {
    Columns<Variation.Unit> columns =
        Columns.<Variation.Unit>empty()
            .integer("unit", Variation.Unit::unit)
            .real("mean", Variation.Unit::mean)
            .real("deviation", "std", Variation.Unit::deviation)
            .real("between", Variation.Unit::betweenSamples)
            .explained("standard deviation between sums at the same position")
            .real("along", Variation.Unit::withinSequences)
            .explained("standard deviation over the steps of one sum")
            .real("content", Variation.Unit::contentShare)
            .explained("share of the variance that lies between sums");
    for (Saturation gate : layer.saturation()) {
      columns =
          columns
              .real(gate.gate() + "_shut", gate.gate() + " closed", u -> at(gate, u).shut())
              .explained("share of steps with the gate below 0.1")
              .ranked(1)
              .real(gate.gate() + "_open", gate.gate() + " open", u -> at(gate, u).open())
              .explained("share of steps with the gate above 0.9")
              .ranked(1);
    }
    sections.add(
        section(
            "Units of the " + name + " over many sums",
            columns.table(name, name + " over " + sums + " sums", layer.variation().units())));
  }

  private static Saturation.Unit at(Saturation gate, Variation.Unit unit) {
    return gate.units().get(unit.unit());
  }
}
