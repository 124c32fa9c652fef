package dev.sonde.analysis.vectors;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.sonde.file.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file of text as records of cells. Lines without any character do not count; cells are stripped;
 * a cell in quotes may hold anything, doubled quotes for one.
 */
final class Text {

  /** Records that decide what is not said. */
  private static final int SAMPLE = 1000;

  /** Tried in this order: commas stand in decimals and in words too. */
  private static final char[] DELIMITERS = {'\t', ';', ',', '|', ' '};

  private static final int MOST_CELLS = 1 << 24;

  private final Path file;
  private final String text;

  private Text(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /** One line, or more where a cell in quotes has more. */
  record Line(long number, List<String> cells) {
    String cell(int column) {
      return cells.get(column);
    }
  }

  /** What happens to each record; false for enough. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(Line line);
  }

  /** Whether the file's name says that it is text. */
  static boolean isText(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt");
  }

  /**
   * @throws VectorsException if it is not text in UTF-8 (or, with a byte order mark, UTF-16)
   */
  static Text read(Path file) throws IOException {
    if (Files.size(file) > Integer.MAX_VALUE - 16) {
      throw new VectorsException(file + ": text of more than 2 GB; write it as .npy");
    }
    byte[] bytes = Files.readAllBytes(file);
    Charset charset = charset(bytes);
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean marked = !text.isEmpty() && text.charAt(0) == '\uFEFF';
      return new Text(file, marked ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new VectorsException(file + ": is not text in UTF-8");
    }
  }

  private static Charset charset(byte[] bytes) {
    boolean wide = bytes.length > 1 && (bytes[0] == -1 || bytes[0] == -2);
    return wide && bytes[0] + bytes[1] == -3 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  Path file() {
    return file;
  }

  /** The lines as they are, without empty ones. */
  List<String> lines() {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** The first records. */
  List<Line> sample(char delimiter) {
    List<Line> sample = new ArrayList<>();
    each(
        delimiter,
        line -> {
          sample.add(line);
          return sample.size() < SAMPLE;
        });
    return sample;
  }

  /** What parts the columns: the first that gives all records the same number of cells, above 1. */
  char delimiter() {
    for (char delimiter : DELIMITERS) {
      List<Line> sample = tried(delimiter);
      int width = sample.isEmpty() ? 0 : sample.getFirst().cells().size();
      if (width > 1 && sample.stream().allMatch(line -> line.cells().size() == width)) {
        return delimiter;
      }
    }
    return frequent();
  }

  /** None where quotes say that this is not the delimiter. */
  private List<Line> tried(char delimiter) {
    try {
      return sample(delimiter);
    } catch (VectorsException e) {
      return List.of();
    }
  }

  /** Where no delimiter fits all records, the one that parts most of them. */
  private char frequent() {
    char best = ',';
    long most = 0;
    for (char delimiter : DELIMITERS) {
      long parted = tried(delimiter).stream().filter(line -> line.cells().size() > 1).count();
      if (parted > most) {
        most = parted;
        best = delimiter;
      }
    }
    return best;
  }

  void each(char delimiter, Visitor visitor) {
    if (delimiter == ' ') {
      eachOfSpaces(visitor);
      return;
    }
    CsvReader<CsvRecord> records =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .trimWhitespacesAroundQuotes(true)
            .build(CsvRecordHandler.of(handler -> handler.maxFields(MOST_CELLS)), text);
    try {
      for (CsvRecord record : records) {
        List<String> cells = record.getFields().stream().map(String::strip).toList();
        boolean blank = cells.size() == 1 && cells.getFirst().isEmpty();
        if (!blank && !visitor.visit(new Line(record.getStartingLineNumber(), cells))) return;
      }
    } catch (CsvParseException e) {
      Throwable cause = e.getCause();
      String why = cause == null ? e.getMessage() : cause.getMessage();
      throw new VectorsException(file + ": " + Printable.of(String.valueOf(why), 200));
    }
  }

  private void eachOfSpaces(Visitor visitor) {
    long number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isBlank()) continue;
      List<String> cells = Arrays.asList(line.strip().split("\\s+"));
      if (!visitor.visit(new Line(number, cells))) return;
    }
  }
}
