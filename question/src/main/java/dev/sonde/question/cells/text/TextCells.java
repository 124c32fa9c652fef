package dev.sonde.question.cells.text;

import dev.sonde.analysis.cells.Traces;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.network.recurrent.NextSymbols;
import dev.sonde.network.recurrent.RecurrentStates;
import dev.sonde.network.recurrent.Symbols;
import dev.sonde.network.recurrent.TextReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * States of a recurrent network over one text.
 *
 * @param text as it was given
 * @param numbers ids of its symbols
 * @param symbols its symbols, as they are shown
 * @param layers the recurrent layers, in the order of computation
 * @param next the most probable symbols after the text, the most probable first; empty if the
 *     output does not have one number per symbol
 * @param vocabulary the vocabulary file; empty if there is none
 */
public record TextCells(
    String text,
    List<Integer> numbers,
    List<String> symbols,
    List<Layer> layers,
    List<Guess> next,
    Optional<Path> vocabulary) {

  public TextCells {
    numbers = List.copyOf(numbers);
    symbols = List.copyOf(symbols);
    layers = List.copyOf(layers);
    next = List.copyOf(next);
  }

  /** A symbol and its probability. */
  public record Guess(String symbol, int number, double probability) {}

  /**
   * One recurrent layer.
   *
   * @param site its name
   * @param parts values by name, {@code [1 × steps × units]}: {@code h}, {@code c} (LSTM only), and
   *     the gates
   * @param shown the values that are drawn: tanh(c) for an LSTM, else h
   * @param variation standard deviation of each unit's shown values over the text
   */
  public record Layer(String site, Map<String, Traces> parts, Traces shown, Variation variation) {
    public Layer {
      parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    static Layer of(RecurrentStates states) {
      Map<String, Traces> parts = new LinkedHashMap<>();
      states
          .parts()
          .forEach(
              (name, values) ->
                  parts.put(
                      name, Traces.of(values, states.sequences(), states.steps(), states.units())));
      Traces cell = parts.get("c");
      Traces shown =
          cell != null
              ? cell.map(Math::tanh)
              : java.util.Objects.requireNonNull(parts.get("h"), states.site());
      return new Layer(states.site(), parts, shown, Variation.of(shown));
    }

    boolean hasCell() {
      return parts.containsKey("c");
    }

    /** Whether its gates are known. */
    public boolean hasGates() {
      return parts.keySet().stream().anyMatch(part -> !part.equals("h") && !part.equals("c"));
    }

    public int units() {
      return shown.units();
    }

    String shownAs() {
      return hasCell() ? "tanh(c)" : "h";
    }

    /** Standard deviation of a unit over the text. */
    double deviation(int unit) {
      return variation.units().get(unit).deviation();
    }

    /** Units by how much they vary, the most first. */
    List<Integer> byVariation() {
      return variation.units().stream()
          .sorted(Comparator.comparingDouble(unit -> -unit.deviation()))
          .map(Variation.Unit::unit)
          .toList();
    }
  }

  /**
   * Runs a network over a text.
   *
   * @param most largest number of next symbols to return
   */
  public static TextCells of(TextReader reader, String text, int most) {
    int[] numbers = reader.numbers(text);
    List<RecurrentStates> states = reader.states(numbers);
    Symbols symbols = reader.symbols();
    return new TextCells(
        text,
        IntStream.of(numbers).boxed().toList(),
        IntStream.of(numbers).mapToObj(symbols::shown).toList(),
        states.stream().map(Layer::of).toList(),
        next(reader, numbers, most),
        symbols.file());
  }

  private static List<Guess> next(TextReader reader, int[] numbers, int most) {
    Optional<TextReader.Said> said = reader.said(numbers);
    if (said.isEmpty() || reader.symbols().isEmpty()) return List.of();
    boolean each = said.get().rows() == 1 || said.get().rows() == numbers.length;
    // An output of two classes of texts is not about symbols.
    boolean fits = IntStream.of(numbers).max().orElse(0) < said.get().width();
    if (!each || !fits || said.get().width() < 3) return List.of();
    double[] probabilities = NextSymbols.probabilities(said.get().last());
    List<Guess> guesses = new ArrayList<>();
    for (int number : NextSymbols.likeliest(probabilities, most)) {
      guesses.add(new Guess(reader.symbols().shown(number), number, probabilities[number]));
    }
    return guesses;
  }
}
