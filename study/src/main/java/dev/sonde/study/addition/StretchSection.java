package dev.sonde.study.addition;

import dev.sonde.analysis.cells.Stretch;
import dev.sonde.analysis.cells.StretchIndex;
import dev.sonde.analysis.cells.StretchMatches;
import dev.sonde.analysis.cells.StretchSearch;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import dev.sonde.study.addition.AdditionSettings.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A search of similar stretches as a part of a page; the index is kept beside it. */
final class StretchSection {

  private static final String INDEX = "states.safetensors";
  private static final int SHOWN = 12;

  private StretchSection() {}

  static Section of(AdditionResults study, Condition condition, Adder adder, Workers workers)
      throws IOException {
    AdditionSettings settings = study.settings();
    Path model = study.file(condition, 1);
    List<Sum> sums = Sums.atMost(settings.indexed(), adder.format(), settings.seed());
    StretchIndex index = index(study.folder().resolve(INDEX), adder, model, sums);
    Sum asked = sums.get(sums.size() / 3);
    StateIndexing.Query query =
        StateIndexing.query(index, model, asked, () -> Adder.open(model, adder.format()));
    // The last two symbols before the end sign, where most is known.
    int to = index.steps() - 2;
    Stretch stretch = new Stretch(to - 1, to, threshold(query.states(), to), false, false);
    StretchMatches found =
        StretchSearch.of(index, query.states(), stretch, query.symbols(), SHOWN, workers);
    List<Block> blocks = new ArrayList<>();
    String units = found.units().stream().map(String::valueOf).collect(Collectors.joining(", "));
    blocks.add(
        new Block.Words(
            "In the encoder, over the stretch in brackets of "
                + marked(query.symbols(), stretch)
                + ", these units stay above "
                + Numbers.of(stretch.threshold())
                + ": "
                + (units.isEmpty() ? "none" : units)
                + ". Searched were the states of "
                + Numbers.count(index.sequences(), "sum", "sums")
                + " for stretches where the same units, and no others, are on; "
                + Numbers.count(found.alike())
                + " share at least one. A score of 1 means exactly the same units. "
                + found.note()));
    if (!found.matches().isEmpty()) {
      blocks.add(
          Block.TableBlock.of(
              "The most similar stretches (· space, $ end)",
              Columns.<StretchMatches.Match>empty()
                  .text(
                      "text",
                      m ->
                          marked(
                              index.symbols(m.sequence()),
                              new Stretch(m.from(), m.to(), stretch.threshold(), false, false)))
                  .real("score", StretchMatches.Match::score)
                  .explained("units on in both / in either")
                  .integer("shared", StretchMatches.Match::shared)
                  .explained("units on in both")
                  .integer("more", StretchMatches.Match::more)
                  .explained("further units on there")
                  .real("difference", StretchMatches.Match::difference)
                  .explained("mean distance of all units' values"),
              found.matches()));
    }
    return new Section("Where else the units do the same", blocks);
  }

  /** Half of the units are above it at their lowest, so that the stretch is told from others. */
  private static double threshold(float[][] states, int to) {
    double[] lowest = new double[states[to].length];
    for (int u = 0; u < lowest.length; u++) {
      lowest[u] = Math.min(states[to - 1][u], states[to][u]);
    }
    Arrays.sort(lowest);
    return Math.clamp(lowest[lowest.length * 3 / 4] - .01, -.5, .95);
  }

  /** Made anew when it is of another network or of other sums. */
  private static StretchIndex index(Path file, Adder adder, Path model, List<Sum> sums)
      throws IOException {
    if (Files.exists(file)) {
      StretchIndex there = StretchIndex.open(file);
      if (there.sequences() == sums.size() && StateIndexing.isOf(there, model)) return there;
    }
    return StateIndexing.index(adder, model, "encoder", sums, file, _ -> {});
  }

  private static String marked(int[] symbols, Stretch stretch) {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < symbols.length; t++) {
      if (t == stretch.from()) text.append('[');
      text.append(Alphabet.visible(symbols[t]));
      if (t == stretch.to()) text.append(']');
    }
    return text.toString();
  }
}
