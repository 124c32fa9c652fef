package dev.sonde.network.recurrent;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.probe.SiteException;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent network that reads texts, symbol by symbol.
 *
 * <pre>{@code
 * try (TextReader reader = TextReader.open(model, TextReader.Settings.defaults())) {
 *   List<RecurrentStates> states = reader.states(reader.numbers("hello"));
 * }
 * }</pre>
 */
public final class TextReader implements AutoCloseable {

  private final Path model;
  private final ArrayNetwork network;
  private final TextInput input;
  private final Symbols symbols;
  private final Settings settings;
  private @Nullable ArrayNetwork whole;

  /**
   * How texts become what a network reads, and where its states are.
   *
   * @param vocabulary the file of its symbols; else the one beside the network, or none
   * @param sites values that are taken for states, {@code [examples, steps, units]}; else those of
   *     every recurrent part that is found
   * @param pad texts are filled to so many symbols, before their beginning, with the symbol of
   *     number 0
   * @param oneHot each symbol is a row of so many zeros, with a one at its number; else as the
   *     network's input says, or its number where that says nothing
   */
  public record Settings(
      Optional<Path> vocabulary, List<String> sites, OptionalInt pad, OptionalInt oneHot) {
    public Settings {
      sites = List.copyOf(sites);
    }

    public static Settings defaults() {
      return new Settings(Optional.empty(), List.of(), OptionalInt.empty(), OptionalInt.empty());
    }
  }

  private TextReader(
      Path model, ArrayNetwork network, TextInput input, Symbols symbols, Settings settings) {
    this.model = model;
    this.network = network;
    this.input = input;
    this.symbols = symbols;
    this.settings = settings;
  }

  /**
   * Opens a network and its symbols.
   *
   * @throws dev.sonde.file.InputException if it cannot be opened, or needs more than one input
   */
  public static TextReader open(Path model, Settings settings) {
    Optional<Path> vocab = settings.vocabulary().or(() -> Symbols.beside(model));
    Symbols symbols = vocab.map(Symbols::read).orElseGet(Symbols::none);
    ArrayNetwork network = ArrayNetwork.stepwise(model, Hints.none());
    try {
      TextInput input = TextInput.of(model, network, settings.pad(), settings.oneHot());
      return new TextReader(model, network, input, symbols, settings);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Runs; where the file does not tell how symbols are given, an error says what was tried. */
  private <T> T run(int[][] texts, Function<Map<String, Array>, T> network) {
    try (Scope _ = new Scope()) {
      return network.apply(inputs(texts));
    } catch (ProgramException e) {
      if (!input.input().anyShape()) throw e;
      String words =
          "%s; its file does not say how it reads symbols, and each was given as %s"
              .formatted(
                  e.getMessage(),
                  width().isEmpty() ? "its number" : "a row of " + width().getAsInt());
      throw new CheckpointException(words, e).mendedBy("one_hot");
    }
  }

  public Path model() {
    return model;
  }

  public Symbols symbols() {
    return symbols;
  }

  /** The numbers of a text's symbols. */
  public int[] numbers(String text) {
    return symbols.numbers(text);
  }

  /** How many symbols it tells apart, where each is a row of zeros and a one; else empty. */
  public OptionalInt width() {
    return input.width();
  }

  /** Whether all texts are filled to a length before they are read. */
  public boolean fills() {
    return input.fills();
  }

  /** The longest text it reads. */
  public int longest() {
    return input.longest();
  }

  /** The longest text that it reads without a change of its length: the padding, else the above. */
  int window() {
    return settings.pad().orElseGet(this::longest);
  }

  /** How many steps it is given for a text of so many symbols. */
  public int steps(int symbols) {
    return input.length(symbols);
  }

  /** How many texts it reads at a time at most. */
  public int atOnce() {
    return input.fixed(0) > 0
        ? input.fixed(0)
        : (int) Math.min(Integer.MAX_VALUE, network.mostExamples());
  }

  /**
   * The texts, all of one length, as the network's input; as many as it takes at a time, where it
   * fixes that: the last again.
   */
  private Map<String, Array> inputs(int[][] texts) {
    int rows = Math.max(texts.length, input.fixed(0));
    return input.arrays(texts, rows, input.length(texts[0].length));
  }

  /**
   * What the recurrent parts held after each symbol; what stood before the texts to fill them is
   * left out.
   *
   * @param texts numbers, all of one length
   * @throws CheckpointException if there are no recurrent parts
   */
  public List<RecurrentStates> states(int[]... texts) {
    List<RecurrentStates> found;
    try {
      found = run(texts, given -> RecurrentStates.of(network, given, settings.sites()));
    } catch (SiteException e) {
      throw new CheckpointException(model + ": " + e.getMessage(), e);
    }
    int rows = Math.max(texts.length, input.fixed(0));
    List<RecurrentStates> own = new ArrayList<>();
    for (RecurrentStates states : found) {
      if (states.sequences() == rows && states.steps() >= texts[0].length) {
        own.add(last(states, texts.length, texts[0].length));
      }
    }
    if (own.isEmpty()) {
      throw new CheckpointException(
          model
              + ": no recurrent states were found in it (LSTM, GRU, a plain recurrent network);"
              + " name a site whose values are [examples, steps, units]");
    }
    return own;
  }

  private static RecurrentStates last(RecurrentStates all, int sequences, int steps) {
    if (all.steps() == steps && all.sequences() == sequences) return all;
    Map<String, float[]> parts = new LinkedHashMap<>();
    int row = steps * all.units();
    all.parts()
        .forEach(
            (name, values) -> {
              float[] own = new float[sequences * row];
              for (int s = 0; s < sequences; s++) {
                int from = ((s + 1) * all.steps() - steps) * all.units();
                System.arraycopy(values, from, own, s * row, row);
              }
              parts.put(name, own);
            });
    return new RecurrentStates(all.site(), parts, sequences, steps, all.units());
  }

  /**
   * What the first output says of one text, one row for the whole, or one for each symbol.
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

    public float[] last() {
      return row(rows() - 1);
    }
  }

  /** The first output for one text; empty if it has no axis of numbers. */
  public Optional<Said> said(int[] text) {
    return said(new int[][] {text}).map(List::getFirst);
  }

  /**
   * The first output for each of some texts; empty if it has no row of numbers for each.
   *
   * @param texts numbers, all of one length
   */
  public Optional<List<Said>> said(int[][] texts) {
    int rows = Math.max(texts.length, input.fixed(0));
    Function<Map<String, Array>, Optional<List<Said>>> read =
        outputs -> {
          Array first = outputs.values().iterator().next();
          int rank = first.rank();
          if (rank < 1 || rank > 3 || first.extent(0) != rows) return Optional.empty();
          int width = rank == 1 ? 1 : Math.toIntExact(first.extent(rank - 1));
          float[] all = first.toFloats();
          int each = all.length / rows;
          if (each == 0) return Optional.empty();
          List<Said> said = new ArrayList<>();
          for (int i = 0; i < texts.length; i++) {
            said.add(new Said(width, Arrays.copyOfRange(all, i * each, (i + 1) * each)));
          }
          return Optional.of(said);
        };
    return run(texts, given -> whole().compute(given, read));
  }

  /**
   * The network as it is, for outputs: what a program computes in one call is several times faster.
   */
  private synchronized ArrayNetwork whole() {
    if (network.program().isEmpty()) return network;
    ArrayNetwork opened = whole;
    if (opened == null) whole = opened = ArrayNetwork.open(model, Hints.none());
    return opened;
  }

  @Override
  public synchronized void close() {
    ArrayNetwork opened = whole;
    if (opened != null) opened.close();
    network.close();
  }
}
