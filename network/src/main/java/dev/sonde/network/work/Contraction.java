package dev.sonde.network.work;

import dev.sonde.network.torch.Array;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sum over letters, {@code ij,jk->ik}, makes and takes.
 *
 * @param results elements of what comes out
 * @param multiplications at most
 */
public record Contraction(double results, double multiplications) {

  /** Extents of axes by letter; dots stand for the others, which are broadcast. */
  public static Contraction of(String equation, List<Array> arrays) {
    String[] sides = equation.replace(" ", "").split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    Map<Character, Long> extents = new HashMap<>();
    double others = 1;
    for (int i = 0; i < inputs.length && i < arrays.size(); i++) {
      String letters = inputs[i].replace(".", "");
      Array array = arrays.get(i);
      int free = array.rank() - letters.length();
      if (free < 0) return whole(arrays);
      double before = 1;
      int dots = inputs[i].indexOf('.');
      int first = dots < 0 ? letters.length() : dots;
      for (int axis = 0; axis < array.rank(); axis++) {
        boolean dotted = axis >= first && axis < first + free;
        if (dotted) before *= array.extent(axis);
        else {
          char letter = letters.charAt(axis < first ? axis : axis - free);
          extents.merge(letter, array.extent(axis), Math::max);
        }
      }
      others = Math.max(others, before);
    }
    double results = others;
    String output = sides.length > 1 ? sides[1] : sides[0];
    for (char letter : output.toCharArray()) results *= extents.getOrDefault(letter, 1L);
    double multiplications = others;
    for (long extent : extents.values()) multiplications *= extent;
    return new Contraction(results, multiplications);
  }

  private static Contraction whole(List<Array> arrays) {
    double all = 1;
    for (Array array : arrays) all *= Math.max(1, array.count());
    return new Contraction(all, all);
  }
}
