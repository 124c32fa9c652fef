package dev.sonde.app.command;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.Printable;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user's own vectors and labels, read from {@code .npy}, {@code .csv} or any checkpoint. */
final class Vectors {

  private Vectors() {}

  /**
   * Vectors with the names their file gives them.
   *
   * @param names one per vector; empty if the file has none
   */
  record Named(Points points, List<String> names) {}

  /** The class of each vector by number, and what the numbers stand for. */
  record Classes(List<Integer> labels, List<String> names) {
    Classes {
      labels = List.copyOf(labels);
      names = List.copyOf(names);
    }

    int[] numbers() {
      return labels.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /**
   * @param address which tensor of a file with several, or null
   */
  static Named read(Path file, @Nullable String address) throws IOException {
    return isCsv(file) ? csv(file) : new Named(tensor(file, address), List.of());
  }

  static boolean isCsv(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".txt");
  }

  /** The first axis counts the vectors, all others are laid flat. */
  private static Points tensor(Path file, @Nullable String address) {
    Tensor tensor = only(file, address);
    return points(tensor.toFloats(), tensor.shape().toArray(), file + "");
  }

  static Tensor only(Path file, @Nullable String address) {
    Checkpoint checkpoint = Checkpoint.open(file);
    if (address != null) return checkpoint.tensor(address);
    if (checkpoint.tensors().size() != 1) {
      throw new UserError(
          file
              + ": holds "
              + checkpoint.tensors().size()
              + " tensors; name one by --tensor ("
              + checkpoint.tensors().stream()
                  .limit(5)
                  .map(t -> Printable.of(t.address()))
                  .reduce((a, b) -> a + ", " + b)
                  .orElse("none")
              + " …), or a value inside the network by --site");
    }
    return checkpoint.tensors().getFirst();
  }

  static Points points(float[] values, long[] shape, String what) {
    if (shape.length == 0 || shape[0] < 1) throw new UserError(what + ": has no vectors");
    int count = Math.toIntExact(shape[0]);
    if (values.length == 0) throw new UserError(what + ": its vectors are empty");
    try {
      return Points.of(values, count, values.length / count);
    } catch (IllegalArgumentException e) {
      throw new UserError(what + ": " + e.getMessage());
    }
  }

  /** Numbers in columns; a first column of words names the vectors, a first row of words them. */
  private static Named csv(Path file) throws IOException {
    List<String> lines = lines(file);
    if (lines.isEmpty()) throw new UserError(file + ": is empty");
    String[] first = cells(lines.getFirst());
    int from = 0;
    for (int k = first.length > 1 ? 1 : 0; k < first.length; k++) {
      from = isNumber(first[k]) ? from : 1;
    }
    if (lines.size() == from) throw new UserError(file + ": has a heading and no vectors");
    boolean named = first.length > 1 && !isNumber(cells(lines.get(from))[0]);
    int width = first.length - (named ? 1 : 0);
    float[] values = new float[Math.multiplyExact(lines.size() - from, width)];
    List<String> names = new ArrayList<>();
    for (int i = from; i < lines.size(); i++) {
      String[] cells = cells(lines.get(i));
      if (cells.length != first.length) {
        throw new UserError(
            "%s: line %d has %d columns, line 1 has %d"
                .formatted(file, i + 1, cells.length, first.length));
      }
      if (named) names.add(cells[0]);
      for (int k = 0; k < width; k++) {
        String cell = cells[k + (named ? 1 : 0)];
        if (!isNumber(cell)) {
          throw new UserError(
              "%s: line %d, column %d: '%s' is not a number"
                  .formatted(file, i + 1, k + (named ? 2 : 1), cell));
        }
        values[(i - from) * width + k] = Float.parseFloat(cell);
      }
    }
    return new Named(points(values, new long[] {lines.size() - from, width}, file + ""), names);
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (MalformedInputException e) {
      throw new UserError(file + ": is not text in UTF-8");
    }
  }

  private static String[] cells(String line) {
    String[] cells = line.split("[,;\t]", -1);
    for (int k = 0; k < cells.length; k++) cells[k] = cells[k].strip();
    return cells;
  }

  private static boolean isNumber(String cell) {
    return cell.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  }

  /** One whole number per vector, or in text one word or number per line. */
  static Classes classes(Path file, int count) throws IOException {
    List<String> words = new ArrayList<>();
    if (isCsv(file)) {
      for (String line : lines(file)) words.add(line.strip());
    } else {
      for (float value : only(file, null).toFloats()) {
        if (value != Math.rint(value)) {
          throw new UserError(file + ": " + value + " is not a class; whole numbers are");
        }
        words.add(Long.toString((long) value));
      }
    }
    if (words.size() == count + 1 && isCsv(file)) words.removeFirst(); // a heading
    if (words.size() != count) {
      throw new UserError("%s: has %d labels for %d vectors".formatted(file, words.size(), count));
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    words.stream().distinct().sorted(Vectors::compare).forEach(w -> numbers.put(w, numbers.size()));
    return new Classes(
        words.stream().map(w -> numbers.getOrDefault(w, 0)).toList(),
        List.copyOf(numbers.keySet()));
  }

  private static int compare(String a, String b) {
    boolean numbers = a.matches("-?\\d{1,18}") && b.matches("-?\\d{1,18}");
    return numbers ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
  }
}
