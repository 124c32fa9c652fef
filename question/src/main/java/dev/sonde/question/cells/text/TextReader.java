package dev.sonde.question.cells.text;

import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.probe.SiteException;
import dev.sonde.network.recurrent.RecurrentStates;
import dev.sonde.network.recurrent.Symbols;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.question.QuestionException;
import dev.sonde.tensor.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A recurrent network that reads texts, symbol by symbol.
 *
 * <pre>{@code
 * try (TextReader reader = TextReader.open(model, settings)) {
 *   List<RecurrentStates> states = reader.states(reader.numbers("hello"));
 * }
 * }</pre>
 */
public final class TextReader implements AutoCloseable {

  private final Path model;
  private final ArrayNetwork network;
  private final ArrayNetwork.Input input;
  private final Symbols symbols;
  private final TextSettings settings;

  private TextReader(
      Path model,
      ArrayNetwork network,
      ArrayNetwork.Input input,
      Symbols symbols,
      TextSettings settings) {
    this.model = model;
    this.network = network;
    this.input = input;
    this.symbols = symbols;
    this.settings = settings;
  }

  /**
   * Opens a network and its symbols.
   *
   * @throws dev.sonde.file.InputException if the network cannot be opened, or needs more than one
   *     input
   */
  public static TextReader open(Path model, TextSettings settings) {
    Optional<Path> vocab = Optional.ofNullable(settings.vocab()).or(() -> Symbols.beside(model));
    Symbols symbols = vocab.map(Symbols::read).orElseGet(Symbols::none);
    ArrayNetwork network = ArrayNetwork.stepwise(model, Hints.none());
    try {
      return new TextReader(model, network, input(model, network), symbols, settings);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static ArrayNetwork.Input input(Path model, ArrayNetwork network) {
    return network.inputs().stream()
        .filter(input -> network.missing(Set.of(input.name())).isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new QuestionException(
                    model
                        + ": the network needs several inputs ("
                        + String.join(
                            ", ", network.inputs().stream().map(ArrayNetwork.Input::name).toList())
                        + "), but a text is only one"));
  }

  public Symbols symbols() {
    return symbols;
  }

  public ArrayNetwork network() {
    return network;
  }

  /** The numbers of a text's symbols. */
  public int[] numbers(String text) {
    return symbols.numbers(text);
  }

  /** Number of symbols that the network reads for a text of this many, padding included. */
  private int length(int symbols) {
    Integer pad = settings.pad();
    if (pad != null) return Math.max(pad, symbols);
    boolean fixed = input.shape().size() > 1 && input.shape().get(1) > 0;
    if (!fixed) return symbols;
    long steps = input.shape().get(1);
    if (symbols <= steps) return (int) steps;
    throw new QuestionException(
        "%s: the text has %d symbols, but the network reads at most %d; give a shorter text"
            .formatted(model, symbols, steps));
  }

  /** The texts, all of one length, as the network's input. */
  private Map<String, Array> inputs(int[][] texts) {
    int own = texts[0].length;
    int length = length(own);
    long[] all = new long[texts.length * length];
    for (int i = 0; i < texts.length; i++) {
      for (int t = 0; t < own; t++) all[i * length + length - own + t] = texts[i][t];
    }
    Array numbers = Array.ofIndices(all, texts.length, length);
    List<Long> shape = input.shape();
    boolean real = input.type() != DType.INT64 && input.type() != DType.INT32;
    if (!real || shape.size() != 3 || shape.get(2) < 1) return Map.of(input.name(), numbers);
    int width = Math.toIntExact(shape.get(2));
    float[] hot = new float[Math.multiplyExact(all.length, width)];
    for (int i = 0; i < all.length; i++) {
      if (all[i] >= width) {
        throw new QuestionException(
            "%s: the network has %d symbols, numbered from 0; %d is not one of them"
                .formatted(model, width, all[i]));
      }
      hot[i * width + (int) all[i]] = 1;
    }
    return Map.of(input.name(), Array.of(hot, texts.length, length, width));
  }

  /**
   * States of the recurrent layers after each symbol; padding is left out.
   *
   * @param texts symbol ids, all texts of the same length
   * @throws QuestionException if there are no recurrent layers
   */
  public List<RecurrentStates> states(int[]... texts) {
    List<RecurrentStates> found;
    try (Scope _ = new Scope()) {
      found = RecurrentStates.of(network, inputs(texts), settings.site());
    } catch (SiteException e) {
      throw new QuestionException(model + ": " + e.getMessage());
    }
    List<RecurrentStates> own = new ArrayList<>();
    for (RecurrentStates states : found) {
      if (states.sequences() == texts.length && states.steps() >= texts[0].length) {
        own.add(last(states, texts[0].length));
      }
    }
    if (own.isEmpty()) {
      throw new QuestionException(
          model
              + ": no recurrent layers found (LSTM, GRU, plain RNN); name a site with values"
              + " [examples, steps, units]");
    }
    return own;
  }

  private static RecurrentStates last(RecurrentStates all, int steps) {
    if (all.steps() == steps) return all;
    Map<String, float[]> parts = new LinkedHashMap<>();
    int row = steps * all.units();
    all.parts()
        .forEach(
            (name, values) -> {
              float[] own = new float[all.sequences() * row];
              for (int s = 0; s < all.sequences(); s++) {
                int from = ((s + 1) * all.steps() - steps) * all.units();
                System.arraycopy(values, from, own, s * row, row);
              }
              parts.put(name, own);
            });
    return new RecurrentStates(all.site(), parts, all.sequences(), steps, all.units());
  }

  /**
   * The first output for one text: one row for the whole text, or one per symbol.
   *
   * @param width numbers in a row
   * @param values row after row
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record Said(int width, float[] values) {
    public int rows() {
      return values.length / width;
    }

    public float[] row(int at) {
      return Arrays.copyOfRange(values, at * width, (at + 1) * width);
    }
  }

  /** The first output for one text; empty if it is a single number. */
  public Optional<Said> said(int[] text) {
    try (Scope _ = new Scope()) {
      return network.compute(
          inputs(new int[][] {text}),
          outputs -> {
            Array first = outputs.values().iterator().next();
            if (first.rank() < 2 || first.rank() > 3 || first.extent(0) != 1) {
              return Optional.<Said>empty();
            }
            int width = Math.toIntExact(first.extent(first.rank() - 1));
            return Optional.of(new Said(width, first.toFloats()));
          });
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
