package dev.sonde.study.guided;

import java.util.Arrays;
import java.util.List;

/**
 * One line of the task: {@code 010 t1 t6 .} ⇥ {@code 010 101 000} ⇥ {@code 0 1 2}.
 *
 * @param source input, tables in the order of their application, a full stop
 * @param target the input copied, then every intermediate result
 */
public record Example(List<String> source, List<String> target) {

  public Example {
    source = List.copyOf(source);
    target = List.copyOf(target);
  }

  /** Symbols in the encoder's numbers. */
  int[] sourceSymbols() {
    return Vocabulary.encode(source, Vocabulary.SOURCE);
  }

  /** Symbols in the decoder's numbers. */
  int[] targetSymbols() {
    return Vocabulary.encode(target, Vocabulary.TARGET);
  }

  /** Tables that are applied. */
  public List<String> tables() {
    return source.subList(1, source.size() - 1);
  }

  /** Which source symbol the decoder should look at in each step: the same place. */
  int[] attention() {
    int[] diagonal = new int[target.size()];
    Arrays.setAll(diagonal, i -> i);
    return diagonal;
  }

  /** As a line of the published files, without the index for an end symbol. */
  String line() {
    String attention =
        String.join(" ", Arrays.stream(attention()).mapToObj(String::valueOf).toList());
    return String.join(" ", source) + "\t" + String.join(" ", target) + "\t" + attention;
  }
}
