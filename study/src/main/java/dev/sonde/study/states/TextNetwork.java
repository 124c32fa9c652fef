package dev.sonde.study.states;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Words;
import dev.sonde.file.Printable;
import dev.sonde.network.recurrent.RecurrentStates;
import dev.sonde.network.recurrent.Symbols;
import dev.sonde.network.recurrent.TextReader;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Any recurrent network that opens, run on words over some of its symbols: one-hot or embedded, of
 * whatever file.
 *
 * <p>Every prefix is read by itself, from its beginning, equal ones once. What a network says and
 * holds after a prefix is then right whatever stands around its recurrent parts: a second
 * direction, an average over all steps, padding. Its state is what the parts that read forwards
 * hold after the last symbol: h of all parts, then c of those that have one.
 */
public final class TextNetwork implements WordNetwork {

  /** Words that show whether numbers are probabilities. */
  private static final int SHOWN = 200;

  private final TextReader reader;
  private final int[] alphabet;
  private final List<String> inputs;
  private final List<String> classes;
  private final double threshold;
  private final TextBatches batches;
  private final TextRows rows;

  private TextNetwork(TextReader reader, int[] alphabet, List<String> inputs) {
    this.reader = reader;
    this.alphabet = alphabet;
    this.inputs = List.copyOf(inputs);
    List<int[]> shown = Words.uniform(SHOWN, 1, Math.min(8, reader.longest()), alphabet.length, 1);
    this.batches = TextBatches.of(reader, alphabet, shown);
    this.rows = TextRows.of(reader, alphabet);
    Map<IntBuffer, float[]> said = said(shown);
    int width = said.values().iterator().next().length;
    this.classes = classes(width);
    boolean probabilities = said.values().stream().allMatch(row -> row[0] >= 0 && row[0] <= 1);
    this.threshold = probabilities ? 0.5 : 0;
  }

  /**
   * Opens a network.
   *
   * @param alphabet the symbols that words are made of, written as a text; null for those of the
   *     machine, else of the texts, else all
   * @param texts that will be read
   * @param machine whose inputs the symbols stand for: in this order where the alphabet is given,
   *     else by their names, and where neither has any by their numbers
   * @throws dev.sonde.file.InputException if it cannot be opened, or the symbols are not its own
   */
  public static TextNetwork open(
      Path model,
      TextReader.Settings settings,
      @Nullable String alphabet,
      List<String> texts,
      @Nullable Machine machine) {
    TextReader reader = TextReader.open(model, settings);
    try {
      int[] numbers = TextAlphabet.of(reader, alphabet, texts, machine);
      List<String> names =
          machine != null
              ? machine.inputs()
              : IntStream.of(numbers).mapToObj(reader.symbols()::shown).toList();
      return new TextNetwork(reader, numbers, names);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public List<String> inputs() {
    return inputs;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int longest() {
    return reader.longest();
  }

  /** As many classes as symbols are the next symbol, where these have names. */
  private List<String> classes(int width) {
    Symbols symbols = reader.symbols();
    boolean next = !symbols.isEmpty() && width > symbols.all().getLast();
    return next
        ? IntStream.range(0, width).mapToObj(symbols::shown).toList()
        : WordNetwork.numbers(Math.max(2, width));
  }

  /**
   * A text as a word.
   *
   * @throws dev.sonde.file.InputException if it has a symbol that is not in the alphabet
   */
  public int[] word(String text) {
    int[] numbers = reader.numbers(text);
    for (int i = 0; i < numbers.length; i++) {
      int number = numbers[i];
      int at =
          IntStream.range(0, alphabet.length)
              .filter(a -> alphabet[a] == number)
              .findFirst()
              .orElse(-1);
      if (at < 0) {
        throw new MachineException(
            "the text '%s' has the symbol '%s', which is not in the alphabet: %s"
                .formatted(
                    Printable.of(text, 40),
                    reader.symbols().shown(number),
                    String.join(" ", inputs)));
      }
      numbers[i] = at;
    }
    return numbers;
  }

  @Override
  public List<int[]> outputs(List<int[]> words) {
    if (rows != TextRows.WHOLE && !reader.fills()) return eachStep(words);
    Map<IntBuffer, float[]> said = said(TextBatches.prefixes(words));
    List<int[]> all = new ArrayList<>();
    for (int[] word : words) {
      int[] of = new int[word.length];
      for (int t = 0; t < of.length; t++) {
        of[t] = answer(Objects.requireNonNull(said.get(IntBuffer.wrap(word, 0, t + 1))));
      }
      all.add(of);
    }
    return all;
  }

  /** What is said at a step depends on nothing later: one run answers all prefixes. */
  private List<int[]> eachStep(List<int[]> words) {
    Map<IntBuffer, int[]> said = new LinkedHashMap<>();
    Set<IntBuffer> distinct = new LinkedHashSet<>();
    for (int[] word : words) distinct.add(IntBuffer.wrap(word));
    batches.each(
        distinct.stream().map(IntBuffer::array).toList(),
        (some, texts) -> {
          List<TextReader.Said> all = reader.said(texts).orElseThrow(this::noRows);
          for (int i = 0; i < some.size(); i++) {
            int[] of = new int[some.get(i).length];
            for (int t = 0; t < of.length; t++) of[t] = answer(checked(rows.row(all.get(i), t)));
            said.put(IntBuffer.wrap(some.get(i)), of);
          }
        });
    return words.stream()
        .map(word -> Objects.requireNonNull(said.get(IntBuffer.wrap(word))).clone())
        .toList();
  }

  private int answer(float[] row) {
    if (row.length == 1) return row[0] > threshold ? 1 : 0;
    int best = 0;
    for (int c = 1; c < row.length; c++) if (row[c] > row[best]) best = c;
    return best;
  }

  /** The last row of what is said of each word, equal ones once. */
  private Map<IntBuffer, float[]> said(Collection<int[]> words) {
    Map<IntBuffer, float[]> all = new LinkedHashMap<>();
    batches.each(
        words,
        (some, texts) -> {
          List<TextReader.Said> said = reader.said(texts).orElseThrow(this::noRows);
          for (int i = 0; i < some.size(); i++) {
            all.put(IntBuffer.wrap(some.get(i)), checked(rows.row(said.get(i), -1)));
          }
        });
    return all;
  }

  private MachineException noRows() {
    return new MachineException(
        reader.model() + ": its first output has no row of numbers for each text");
  }

  @Override
  public Points vectors(List<int[]> words) {
    Map<IntBuffer, float[]> held = new LinkedHashMap<>();
    batches.each(
        TextBatches.prefixes(words),
        (some, texts) -> {
          List<float[]> ends = ends(reader.states(texts), some.size());
          for (int i = 0; i < some.size(); i++) held.put(IntBuffer.wrap(some.get(i)), ends.get(i));
        });
    int width = held.values().iterator().next().length;
    int count = words.stream().mapToInt(word -> word.length).sum();
    float[] values = new float[Math.multiplyExact(count, width)];
    int at = 0;
    for (int[] word : words) {
      for (int t = 1; t <= word.length; t++, at += width) {
        float[] row = Objects.requireNonNull(held.get(IntBuffer.wrap(word, 0, t)));
        System.arraycopy(row, 0, values, at, width);
      }
    }
    try {
      return Points.of(values, count, width);
    } catch (IllegalArgumentException e) {
      throw new MachineException(
          reader.model() + ": the hidden states are too large: " + e.getMessage());
    }
  }

  /** What each text ends with: h of all parts that read forwards, then their c. */
  private List<float[]> ends(List<RecurrentStates> states, int count) {
    List<RecurrentStates> forward = states.stream().filter(part -> !part.backward()).toList();
    if (forward.isEmpty()) {
      throw new MachineException(
          reader.model() + ": all of its recurrent parts read backwards, from a text's end on");
    }
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<float[]> pieces = new ArrayList<>();
      for (String name : List.of("h", "c")) {
        for (RecurrentStates part : forward) {
          float[] values = part.parts().get(name);
          if (values == null) continue;
          int from = ((i + 1) * part.steps() - 1) * part.units();
          pieces.add(Arrays.copyOfRange(values, from, from + part.units()));
        }
      }
      float[] row = new float[pieces.stream().mapToInt(piece -> piece.length).sum()];
      int at = 0;
      for (float[] piece : pieces) {
        System.arraycopy(piece, 0, row, at, piece.length);
        at += piece.length;
      }
      rows.add(checked(row));
    }
    return rows;
  }

  /** Of NaN no class is the largest, and no vector is the nearest. */
  private float[] checked(float[] values) {
    for (float value : values) {
      if (Float.isNaN(value)) {
        throw new MachineException(
            reader.model()
                + ": the network computes NaN: its weights hold NaN, or its states overflow");
      }
    }
    return values;
  }

  @Override
  public void close() {
    reader.close();
  }
}
