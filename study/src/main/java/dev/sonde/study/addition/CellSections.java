package dev.sonde.study.addition;

import dev.sonde.analysis.cells.ProbeScore;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
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
    return Block.TableBlock.of(
        "The three likeliest symbols at each step of the answer (· space, $ end)",
        Columns.<Integer>empty()
            .text("step", t -> String.valueOf(t + 1))
            .text("first", t -> guess(states, sum, t, 0))
            .text("second", t -> guess(states, sum, t, 1))
            .text("third", t -> guess(states, sum, t, 2)),
        IntStream.range(0, states.said()[sum].length).boxed().toList());
  }

  private static String guess(CellStates states, int sum, int step, int rank) {
    CellStates.Guess guess = states.guesses(sum, step, 3).get(rank);
    return guess.symbol() + "  " + Numbers.percent(guess.probability());
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

  private record Probed(String layer, ProbeScore score) {}

  private static Block probes(CellProbes probes) {
    List<Probed> rows = new ArrayList<>();
    probes.encoder().forEach(score -> rows.add(new Probed("encoder", score)));
    probes.decoder().forEach(score -> rows.add(new Probed("decoder", score)));
    return Block.TableBlock.of(
        "Linear probes of the cells; accuracy, or R² for numbers",
        Columns.<Probed>empty().text("layer", Probed::layer).and(PROBES.over(Probed::score)),
        rows);
  }

  private static final Columns<ProbeScore> PROBES =
      Columns.<ProbeScore>empty()
          .text("property", ProbeScore::property)
          .text("measure", ProbeScore::measure)
          .real("score", ProbeScore::score)
          .explained("on sums that the probe was not fitted to")
          .real("baseline", ProbeScore::baseline)
          .explained("the commonest answer, or the mean")
          .real("control", ProbeScore::control)
          .explained("mean over probes fitted to shuffled answers")
          .integer("rows", ProbeScore::tested)
          .explained("states judged");

  private static Block units(String layer, Variation variation) {
    return Block.TableBlock.of("Units of the " + layer, UNITS, variation.units());
  }

  private static final Columns<Variation.Unit> UNITS =
      Columns.<Variation.Unit>empty()
          .integer("unit", Variation.Unit::unit)
          .real("mean", Variation.Unit::mean)
          .real("deviation", Variation.Unit::deviation)
          .explained("over all sums and steps")
          .real("min", Variation.Unit::min)
          .real("max", Variation.Unit::max)
          .real("between samples", Variation.Unit::betweenSamples)
          .explained("variance between sums at one step")
          .real("along sequence", Variation.Unit::withinSequences)
          .explained("variance over the steps of one sum")
          .real("content", Variation.Unit::contentShare)
          .explained("0 a counter of positions, 1 content only");
}
