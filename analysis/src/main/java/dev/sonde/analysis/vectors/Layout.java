package dev.sonde.analysis.vectors;

import dev.sonde.file.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What each part of a text in columns is: told by the settings, or found in its first thousand
 * records.
 *
 * @param heading names of the columns; empty if there is no heading
 * @param width columns
 * @param nameColumn that names the vectors, or −1
 * @param index whether the names are a count of the vectors
 * @param labelColumn that holds their classes, or −1
 */
record Layout(
    char delimiter,
    Decimal decimal,
    List<String> heading,
    int width,
    int nameColumn,
    boolean index,
    int labelColumn) {

  private static final Set<String> INDEX = Set.of("", "index", "unnamed: 0", "id", "row", "#");

  Layout {
    heading = List.copyOf(heading);
  }

  /** The layout of some vectors. */
  static Layout of(Text text, TextSettings settings) {
    Character told = settings.delimiter();
    char delimiter = told == null ? text.delimiter() : told;
    List<Text.Line> sample = text.sample(delimiter);
    if (sample.isEmpty()) throw new VectorsException(text.file() + ": is empty");
    int width = sample.getFirst().cells().size();
    for (Text.Line line : sample) requireWidth(text.file(), line, width);
    Decimal decimal = delimiter == ',' ? Decimal.POINT : decimal(sample);
    Boolean headed = settings.heading();
    boolean heading = headed == null ? isHeading(sample, decimal) : headed;
    List<Text.Line> rows = heading ? sample.subList(1, sample.size()) : sample;
    if (rows.isEmpty()) {
      throw new VectorsException(text.file() + ": has a heading and no vectors");
    }
    List<String> names = heading ? sample.getFirst().cells() : List.of();
    int labels = labelColumn(text.file(), settings.labelColumn(), names, width);
    boolean first = width > (labels < 0 ? 1 : 2) && labels != 0;
    boolean index = first && isIndex(rows, names);
    boolean named = index || (first && areNames(rows));
    return new Layout(delimiter, decimal, names, width, named ? 0 : -1, index, labels);
  }

  /**
   * @throws VectorsException if a record has more or fewer cells than the first
   */
  static void requireWidth(Path file, Text.Line line, int width) {
    if (line.cells().size() != width) {
      throw new VectorsException(
          "%s: line %d has %d columns, the lines before have %d"
              .formatted(file, line.number(), line.cells().size(), width));
    }
  }

  /** Commas between digits where no number has a point. */
  private static Decimal decimal(List<Text.Line> sample) {
    boolean comma = false;
    for (Text.Line line : sample) {
      for (String cell : line.cells()) {
        if (Decimal.POINT.fits(cell) && cell.indexOf('.') >= 0) return Decimal.POINT;
        comma |= cell.indexOf(',') >= 0 && Decimal.COMMA.fits(cell);
      }
    }
    return comma ? Decimal.COMMA : Decimal.POINT;
  }

  /**
   * Whether the first record has words, and no number, over the columns of numbers; or it counts
   * the columns, as tables of pandas do, over numbers that are not all whole.
   */
  private static boolean isHeading(List<Text.Line> sample, Decimal decimal) {
    List<Text.Line> rest = sample.subList(1, sample.size());
    List<String> first = sample.getFirst().cells();
    boolean corner = first.size() > 1 && first.getFirst().isEmpty();
    List<Integer> over =
        IntStream.range(corner ? 1 : 0, first.size())
            .filter(k -> isNumeric(rest, k, decimal))
            .boxed()
            .toList();
    if (over.isEmpty()) return false;
    if (over.stream().noneMatch(k -> isNumberOrGap(first.get(k), decimal))) return true;
    List<String> named = first.subList(corner ? 1 : 0, first.size());
    boolean counts =
        named.size() > 1
            && IntStream.range(0, named.size())
                .allMatch(k -> named.get(k).equals(String.valueOf(k)));
    return counts && (corner || !areWhole(rest));
  }

  private static boolean isNumberOrGap(String cell, Decimal decimal) {
    return decimal.fits(cell) || Decimal.isMissing(cell);
  }

  private static boolean areWhole(List<Text.Line> rows) {
    return rows.stream().allMatch(row -> row.cells().stream().allMatch(c -> c.matches("-?\\d+")));
  }

  /** Numbers, or gaps among numbers. */
  private static boolean isNumeric(List<Text.Line> rows, int column, Decimal decimal) {
    boolean any = false;
    for (Text.Line row : rows) {
      if (!isNumberOrGap(row.cell(column), decimal)) return false;
      any |= decimal.fits(row.cell(column));
    }
    return any;
  }

  /** Words, most of which are numbers in no way of writing. */
  private static boolean areNames(List<Text.Line> rows) {
    long words =
        rows.stream()
            .map(row -> row.cell(0))
            .filter(c -> !Decimal.isMissing(c) && !Decimal.POINT.fits(c) && !Decimal.COMMA.fits(c))
            .count();
    return 2 * words > rows.size();
  }

  /** A column that counts the vectors from 0 or 1 and that no heading calls otherwise. */
  private static boolean isIndex(List<Text.Line> rows, List<String> heading) {
    if (!heading.isEmpty() && !INDEX.contains(heading.getFirst().toLowerCase(Locale.ROOT))) {
      return false;
    }
    String first = rows.getFirst().cell(0);
    if (rows.size() < 3 || !(first.equals("0") || first.equals("1"))) return false;
    int from = first.equals("0") ? 0 : 1;
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).cell(0).equals(String.valueOf(from + i))) return false;
    }
    return true;
  }

  private static int labelColumn(
      Path file, @Nullable String asked, List<String> heading, int width) {
    if (asked == null) return -1;
    int named = heading.indexOf(asked);
    if (named >= 0) return named;
    int number = asked.matches("\\d{1,9}") ? Integer.parseInt(asked) : 0;
    if (number < 1 || number > width) {
      String there =
          heading.isEmpty()
              ? width + " columns without a heading; give a number from 1"
              : heading.stream().limit(8).map(Printable::of).collect(Collectors.joining(", "));
      throw new VectorsException(
          "%s: no column '%s' of labels; there are %s".formatted(file, asked, there));
    }
    return number - 1;
  }

  /** Columns that are dimensions. */
  int[] dimensions() {
    return IntStream.range(0, width).filter(k -> k != nameColumn && k != labelColumn).toArray();
  }

  /** {@code column 3 ('width')}. */
  String column(int k) {
    return "column " + (k + 1) + (heading.isEmpty() ? "" : " ('" + heading.get(k) + "')");
  }

  /** What was taken for what, in a sentence. */
  String said() {
    List<String> parts = new ArrayList<>();
    if (width > 1) parts.add("columns are parted by " + parted());
    if (decimal == Decimal.COMMA) parts.add("decimal commas");
    parts.add(heading.isEmpty() ? "no heading" : "line 1 is the heading");
    if (nameColumn >= 0) {
      parts.add(column(nameColumn) + (index ? " counts the vectors" : " names the vectors"));
    }
    if (labelColumn >= 0) parts.add(column(labelColumn) + " holds the labels");
    int dimensions = dimensions().length;
    parts.add(dimensions + (dimensions == 1 ? " dimension" : " dimensions"));
    return String.join("; ", parts);
  }

  private String parted() {
    return switch (delimiter) {
      case '\t' -> "tabs";
      case ' ' -> "spaces";
      case ',' -> "commas";
      case ';' -> "semicolons";
      default -> "'" + delimiter + "'";
    };
  }
}
