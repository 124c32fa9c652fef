package dev.sonde.analysis.vectors;

import dev.sonde.file.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The class of each vector by number, and what the numbers stand for.
 *
 * @param names of the classes, in order: numbers by value, words by letters
 * @param notes what was taken for what, one line each
 */
public record Classes(List<Integer> labels, List<String> names, List<String> notes) {

  public Classes {
    labels = List.copyOf(labels);
    names = List.copyOf(names);
    notes = List.copyOf(notes);
  }

  /** One word per vector; equal words are one class. */
  public static Classes of(List<String> words) {
    return of(words, List.of());
  }

  private static Classes of(List<String> words, List<String> notes) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    words.stream().distinct().sorted(Classes::compare).forEach(w -> numbers.put(w, numbers.size()));
    List<Integer> labels = new ArrayList<>(words.size());
    for (String word : words) labels.add(numbers.getOrDefault(word, 0));
    return new Classes(labels, List.copyOf(numbers.keySet()), notes);
  }

  private static int compare(String a, String b) {
    boolean numbers = a.matches("-?\\d{1,18}") && b.matches("-?\\d{1,18}");
    int order = numbers ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : 0;
    return order != 0 ? order : a.compareTo(b);
  }

  /**
   * From a file of their own: whole numbers in a tensor, or text with one label per line.
   *
   * @param count how many vectors there are
   * @param settings whether the first line is a heading, and which of several columns is taken
   * @throws VectorsException if there are not as many labels as vectors
   */
  public static Classes read(Path file, int count, TextSettings settings) throws IOException {
    LabelText.Found found =
        Text.isText(file)
            ? LabelText.read(Text.read(file), count, settings)
            : new LabelText.Found(WholeNumbers.of(Vectors.only(file, null), file + ""), List.of());
    if (found.words().size() != count) {
      throw new VectorsException(wrong(file, found.words(), count));
    }
    return of(found.words(), found.notes());
  }

  private static String wrong(Path file, List<String> words, int count) {
    String hint =
        words.size() == count + 1 && Text.isText(file)
            ? "; if the first line, '%s', is a heading, say so"
                .formatted(Printable.of(words.getFirst()))
            : "";
    return "%s: has %d labels for %d vectors%s".formatted(file, words.size(), count, hint);
  }

  /** The class numbers as an array. */
  public int[] numbers() {
    return labels.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What each vector's class is called. */
  public List<String> words() {
    return labels.stream().map(names::get).toList();
  }
}
