package dev.sonde.network.recurrent;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.IoReason;
import dev.sonde.file.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The symbols that a network reads, and their numbers: characters, or words between spaces.
 *
 * <pre>{@code
 * Symbols symbols = Symbols.read(Path.of("textgenrnn_vocab.json"));
 * int[] numbers = symbols.numbers("Hello");
 * }</pre>
 */
public final class Symbols {

  private static final long MOST_BYTES = 64L << 20;

  /** An object, or a list of texts; {@code [PAD]} alone is a line. */
  private static final Pattern JSON = Pattern.compile("\\s*(?:\\{|\\[\\s*\")");

  /** One symbol in a text of characters. */
  private static final Pattern MARK = Pattern.compile("<[^<>]+>|\\[[^\\[\\]]+]");

  private static final int MOST_NUMBER = 1 << 24;

  private final Map<String, Integer> numbers;
  private final Map<Integer, String> names;
  private final List<String> marks;
  private final boolean characters;
  private final @Nullable Path file;

  private Symbols(Map<String, Integer> numbers, @Nullable Path file) {
    this.numbers = numbers;
    this.file = file;
    this.names = new HashMap<>();
    numbers.forEach((symbol, number) -> names.put(number, symbol));
    this.marks =
        numbers.keySet().stream()
            .filter(symbol -> MARK.matcher(symbol).matches())
            .sorted(Comparator.comparingInt((String symbol) -> -symbol.length()))
            .toList();
    long single = numbers.keySet().stream().filter(Symbols::isCharacter).count();
    // A few marks such as <s> stand beside the letters of an alphabet.
    this.characters = !numbers.isEmpty() && single * 2 > numbers.size();
  }

  private static boolean isCharacter(String symbol) {
    return symbol.codePointCount(0, symbol.length()) == 1;
  }

  /** No names: texts are whole numbers with spaces between. */
  public static Symbols none() {
    return new Symbols(Map.of(), null);
  }

  /** The file of symbols that stands beside a network's, by the names that are usual; or none. */
  public static Optional<Path> beside(Path network) {
    Path whole = network.toAbsolutePath();
    Path folder = Files.isDirectory(whole) ? whole : whole.getParent();
    if (folder == null) return Optional.empty();
    String name = String.valueOf(whole.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String base = stem.endsWith("_weights") ? stem.substring(0, stem.length() - 8) : stem;
    List<String> names =
        List.of(
            base + "_vocab.json",
            stem + "_vocab.json",
            stem + ".vocab.json",
            "vocab.json",
            "vocab.txt");
    return names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  /**
   * Reads a file: a JSON object of symbols and their numbers, a JSON list of symbols, or a line of
   * text for each symbol, counted from 0.
   *
   * @throws CheckpointException if it cannot be read or is none of these
   */
  public static Symbols read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new CheckpointException(file + ": too large for a list of symbols");
      }
      String text = Files.readString(file);
      return new Symbols(JSON.matcher(text).lookingAt() ? json(file, text) : lines(text), file);
    } catch (IOException e) {
      throw new CheckpointException(file + ": cannot be read: " + IoReason.of(e), e);
    }
  }

  private static Map<String, Integer> lines(String text) {
    Map<String, Integer> numbers = new HashMap<>();
    String[] lines = text.split("\r?\n");
    for (int i = 0; i < lines.length; i++) numbers.putIfAbsent(lines[i], i);
    return numbers;
  }

  private static Map<String, Integer> json(Path file, String text) {
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw new CheckpointException(file + ": is no JSON: " + e.getOriginalMessage(), e);
    }
    Map<String, Integer> numbers = new HashMap<>();
    if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) numbers.putIfAbsent(json.get(i).asString(""), i);
      return numbers;
    }
    json.properties()
        .forEach(
            entry -> {
              JsonNode number = entry.getValue();
              boolean fits =
                  number.isIntegralNumber()
                      && number.asDouble() >= 0
                      && number.asDouble() <= MOST_NUMBER;
              if (!fits) {
                throw new CheckpointException(
                    file
                        + ": the number of '"
                        + Printable.of(entry.getKey())
                        + "' is "
                        + Printable.of(number.toString(), 40)
                        + "; whole numbers from 0 on were expected, one for each symbol");
              }
              numbers.put(entry.getKey(), number.asInt());
            });
    return numbers;
  }

  /** Where they were read; empty if nowhere. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  public boolean isEmpty() {
    return numbers.isEmpty();
  }

  /** How a number is shown: its symbol, a space as ·; or the number itself. */
  public String shown(int number) {
    String name = names.get(number);
    if (name == null) return String.valueOf(number);
    return switch (name) {
      case " " -> "·";
      case "\n" -> "↵";
      case "\t" -> "→";
      default -> Printable.of(name);
    };
  }

  /** The text that these numbers stand for. */
  public String text(List<Integer> numbers) {
    return numbers.stream()
        .map(number -> names.getOrDefault(number, String.valueOf(number)))
        .collect(Collectors.joining(characters ? "" : " "));
  }

  /** The number of a symbol; empty if it is none of these. */
  public OptionalInt number(String symbol) {
    Integer number = numbers.get(symbol);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** The numbers of all symbols, the least first. */
  public List<Integer> all() {
    return numbers.values().stream().distinct().sorted().toList();
  }

  /**
   * A text's numbers.
   *
   * @throws CheckpointException if it has a symbol that is not among these, or no number at all
   */
  public int[] numbers(String text) {
    List<String> pieces = pieces(text);
    if (pieces.isEmpty()) throw new CheckpointException("the text is empty");
    int[] all = new int[pieces.size()];
    for (int i = 0; i < all.length; i++) all[i] = numberOf(pieces.get(i));
    return all;
  }

  private int numberOf(String piece) {
    Integer number = numbers.get(piece);
    if (number != null) return number;
    if (!isEmpty()) {
      throw new CheckpointException(
          "'"
              + Printable.of(piece)
              + "' is not among the "
              + numbers.size()
              + " symbols of "
              + file);
    }
    if (piece.matches("\\d{1,8}")) return Integer.parseInt(piece);
    throw new CheckpointException(
        "the network's file does not say which symbols it reads, and '"
            + Printable.of(piece)
            + "' is no number: give a vocabulary, a JSON file of symbols and their numbers, or"
            + " write the text as numbers with spaces between");
  }

  private List<String> pieces(String text) {
    if (!characters) {
      return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      String piece = mark(text, at).orElse(Character.toString(text.codePointAt(at)));
      pieces.add(piece);
      at += piece.length();
    }
    return pieces;
  }

  /** The mark that stands here, as {@code <s>}. */
  private Optional<String> mark(String text, int at) {
    return marks.stream().filter(mark -> text.startsWith(mark, at)).findFirst();
  }
}
