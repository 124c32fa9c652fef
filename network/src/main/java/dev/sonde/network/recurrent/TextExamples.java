package dev.sonde.network.recurrent;

import dev.sonde.network.data.DataException;
import dev.sonde.network.data.Examples;
import dev.sonde.network.torch.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Texts as examples: all are filled to the length of the longest.
 *
 * @param texts as they were written
 * @param numbers of each text's symbols
 * @param length of all
 * @param cut whether batches may be cut
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TextExamples(
    TextInput input, List<String> texts, int[][] numbers, int length, List<Path> files, boolean cut)
    implements Examples {

  public TextExamples {
    texts = List.copyOf(texts);
    files = List.copyOf(files);
  }

  /**
   * @param texts one or more
   * @param files that they were read from
   * @throws DataException if a text has a symbol that is unknown, or there are not as many as the
   *     network takes at a time
   */
  public static TextExamples of(
      TextInput input, Symbols symbols, List<String> texts, List<Path> files) {
    int[][] numbers = new int[texts.size()][];
    for (int i = 0; i < numbers.length; i++) numbers[i] = symbols.numbers(texts.get(i));
    int longest = Arrays.stream(numbers).mapToInt(text -> text.length).max().orElse(0);
    int fixed = input.fixed(0);
    if (fixed > 0 && numbers.length % fixed != 0) {
      throw new DataException(
          "%s: takes %d texts at a time, and there are %d"
              .formatted(input.model(), fixed, numbers.length));
    }
    return new TextExamples(input, texts, numbers, input.length(longest), files, true);
  }

  @Override
  public long count() {
    return cut ? numbers.length : 1;
  }

  @Override
  public long fixed() {
    return cut ? input.fixed(0) : 0;
  }

  @Override
  public Map<String, Array> batch(long from, long count) {
    int[][] some =
        cut
            ? Arrays.copyOfRange(numbers, Math.toIntExact(from), Math.toIntExact(from + count))
            : numbers;
    return input.arrays(some, some.length, length);
  }

  @Override
  public TextExamples whole() {
    return new TextExamples(input, texts, numbers, length, files, false);
  }
}
