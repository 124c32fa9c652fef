package dev.sonde.study.addition;

import dev.sonde.analysis.cells.ProbeScore;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Entry;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What cells do, as parts of a page. */
public final class CellSections {

  private CellSections() {}

  /** One sum looked at closely: states, gates, guesses, attention. */
  public static Section closely(CellStates states, int sum) {
    List<Block> blocks = new ArrayList<>();
    String said = Alphabet.text(states.said()[sum]).strip();
    Sum asked = states.sums().get(sum);
    blocks.add(
        new Block.Words(
            "Asked "
                + asked
                + ", the network says "
                + (said.isEmpty() ? "nothing" : said)
                + (said.equals(String.valueOf(asked.total()))
                    ? ", which is right. "
                    : "; right is " + asked.total() + ". ")
                + "First the encoder reads the question symbol by symbol; its last states start the"
                + " decoder, which writes the answer and reads each symbol that it has written."
                + " Every row is one unit: its cell (the unit's memory) after each symbol, squeezed"
                + " into −1 to 1. A row that changes at one symbol has noticed it."));
    List<Integer> all = IntStream.range(0, states.encoder().shown().units()).boxed().toList();
    blocks.add(new Block.Picture(CellFigures.states(states, sum, all, all)));
    blocks.add(guesses(states, sum));
    states
        .attention()
        .ifPresent(a -> blocks.add(new Block.Picture(CellFigures.alignment(states, sum))));
    if (!states.encoder().cell().gates().isEmpty()) {
      blocks.add(
          new Block.Folded(
              "Gates",
              List.of(
                  new Block.Picture(CellFigures.gates(states, states.encoder(), sum, all)),
                  new Block.Picture(CellFigures.gates(states, states.decoder(), sum, all)))));
    }
    return new Section("One sum from the inside: " + asked, blocks);
  }

  private static Block guesses(CellStates states, int sum) {
    List<List<Entry>> rows = new ArrayList<>();
    for (int t = 0; t < states.said()[sum].length; t++) {
      List<Entry> row = new ArrayList<>();
      row.add(Entry.words(String.valueOf(t + 1)));
      for (CellStates.Guess guess : states.guesses(sum, t, 3)) {
        row.add(
            Entry.words(
                guess.symbol() + "  " + dev.sonde.figure.Numbers.percent(guess.probability())));
      }
      rows.add(row);
    }
    return Block.TableBlock.of(
        "The three likeliest symbols at each step of the answer (· space, $ end)",
        List.of(Head.text("step"), Head.text("first"), Head.text("second"), Head.text("third")),
        rows);
  }

  /** Many sums together: what units vary with, gates, correlation, probes. */
  public static Section statistics(CellStates states, CellStatistics found) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            "A unit that runs through the same values whatever is asked counts positions; one whose"
                + " value at a step differs from sum to sum carries content."));
    blocks.add(new Block.Picture(CellFigures.variation(states)));
    if (!found.encoder().saturation().isEmpty()) {
      blocks.add(
          new Block.Words(
              "A forget gate that stands open keeps the unit's memory, one that is shut clears it;"
                  + " a unit whose gates are at their limits works like a switch."));
      blocks.add(new Block.Picture(CellFigures.saturation(states)));
    }
    blocks.add(new Block.Picture(CellFigures.correlation(states)));
    blocks.add(
        new Block.Words(
            "What can be read off the states by a linear rule that was fitted to other sums. The"
                + " baseline always says the commonest answer; the control was fitted to shuffled"
                + " answers, several times. Only what lies well above both is in the states."));
    blocks.add(probes(found.probes()));
    blocks.add(
        new Block.Folded(
            "Every unit",
            List.of(
                units("encoder", found.encoder().variation()),
                units("decoder", found.decoder().variation()))));
    return new Section("What the cells track", blocks);
  }

  private static Block probes(CellProbes probes) {
    List<List<Entry>> rows = new ArrayList<>();
    probes.encoder().forEach(score -> rows.add(probe("encoder", score)));
    probes.decoder().forEach(score -> rows.add(probe("decoder", score)));
    return Block.TableBlock.of(
        "Linear probes of the cells; accuracy, or R² for numbers",
        List.of(
            Head.text("layer"),
            Head.text("property"),
            Head.text("measure"),
            Head.real("score", "on sums that the probe was not fitted to"),
            Head.real("baseline", "the commonest answer, or the mean"),
            Head.real("control", "mean over probes fitted to shuffled answers"),
            Head.real("rows", "states judged")),
        rows);
  }

  private static List<Entry> probe(String layer, ProbeScore score) {
    return List.of(
        Entry.words(layer),
        Entry.words(score.property()),
        Entry.words(score.measure()),
        Entry.number(score.score()),
        Entry.number(score.baseline()),
        Entry.number(score.control()),
        Entry.count(score.tested()));
  }

  private static Block units(String layer, Variation variation) {
    List<List<Entry>> rows = new ArrayList<>();
    for (Variation.Unit u : variation.units()) {
      rows.add(
          List.of(
              Entry.number(u.unit(), String.valueOf(u.unit())),
              Entry.number(u.mean()),
              Entry.number(u.deviation()),
              Entry.number(u.min()),
              Entry.number(u.max()),
              Entry.number(u.betweenSamples()),
              Entry.number(u.withinSequences()),
              Entry.number(u.contentShare())));
    }
    return Block.TableBlock.of(
        "Units of the " + layer,
        List.of(
            Head.real("unit", ""),
            Head.real("mean", ""),
            Head.real("deviation", "over all sums and steps"),
            Head.real("min", ""),
            Head.real("max", ""),
            Head.real("between samples", "variance between sums at one step"),
            Head.real("along sequence", "variance over the steps of one sum"),
            Head.real("content", "0 a counter of positions, 1 content only")),
        rows);
  }
}
