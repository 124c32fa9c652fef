package dev.sonde.question.cells.text;

import dev.sonde.analysis.cells.Traces;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * States over a text as JSON.
 *
 * @param symbols of the text
 * @param layers the recurrent layers
 * @param next the most probable symbols after the text
 */
public record TextCellsDocument(
    String text,
    List<String> symbols,
    List<Integer> numbers,
    @Nullable Path vocabulary,
    List<Layer> layers,
    List<TextCells.Guess> next) {

  /**
   * @param parts by name, {@code [steps][units]}
   */
  public record Layer(String site, int units, Map<String, List<float[]>> parts) {}

  /** All values of the layers that are shown. */
  public static TextCellsDocument of(TextCells cells) {
    List<Layer> layers =
        cells.layers().stream()
            .map(
                layer -> {
                  Map<String, List<float[]>> parts = new LinkedHashMap<>();
                  layer.parts().forEach((name, traces) -> parts.put(name, rows(traces)));
                  return new Layer(layer.site(), layer.units(), parts);
                })
            .toList();
    return new TextCellsDocument(
        cells.text(),
        cells.symbols(),
        cells.numbers(),
        cells.vocabulary().orElse(null),
        layers,
        cells.next());
  }

  private static List<float[]> rows(Traces traces) {
    return IntStream.range(0, traces.steps()).mapToObj(t -> traces.units(0, t)).toList();
  }
}
