package dev.sonde.question.cells;

import dev.sonde.analysis.cells.Traces;
import dev.sonde.study.addition.Alphabet;
import dev.sonde.study.addition.CellStates;
import dev.sonde.study.addition.CellStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cell states as a document.
 *
 * @param answer the network's answer
 * @param guesses the likeliest symbols at each step of the answer
 * @param attention weights {@code [answer][question]}, or null
 */
record CellsDocument(
    String input,
    String answer,
    int right,
    Layer encoder,
    Layer decoder,
    List<List<CellStates.Guess>> guesses,
    @Nullable List<float[]> attention,
    @Nullable CellStatistics statistics) {

  /**
   * @param read the symbol read at each step
   * @param parts by name, {@code [steps][units]}
   */
  record Layer(List<String> read, Map<String, List<float[]>> parts) {}

  static CellsDocument of(CellStates states, @Nullable CellStatistics statistics, int top) {
    List<List<CellStates.Guess>> guesses = new ArrayList<>();
    for (int t = 0; t < states.said()[0].length; t++) guesses.add(states.guesses(0, t, top));
    return new CellsDocument(
        states.sums().getFirst().toString(),
        Alphabet.text(states.said()[0]).strip(),
        states.sums().getFirst().total(),
        layer(states.encoder()),
        layer(states.decoder()),
        guesses,
        states.attention().map(CellsDocument::rows).orElse(null),
        statistics);
  }

  private static Layer layer(CellStates.Layer layer) {
    Map<String, List<float[]>> parts = new LinkedHashMap<>();
    layer.parts().forEach((name, traces) -> parts.put(name, rows(traces)));
    return new Layer(IntStream.of(layer.read()[0]).mapToObj(Alphabet::visible).toList(), parts);
  }

  private static List<float[]> rows(Traces traces) {
    return IntStream.range(0, traces.steps()).mapToObj(t -> traces.units(0, t)).toList();
  }
}
