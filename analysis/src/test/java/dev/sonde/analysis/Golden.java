package dev.sonde.analysis;

import dev.sonde.analysis.kernel.Points;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** scikit-learn's answers, made by golden.py: a name and its numbers on each line. */
public final class Golden {
  private final Map<String, double[]> numbers = new HashMap<>();

  /** Reads a file of this package's folder, as {@code clusters/golden.txt}. */
  public Golden(String resource) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Golden.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      for (String line : reader.lines().toList()) {
        String[] words = line.split(" ", -1);
        double[] values = new double[words.length - 1];
        Arrays.setAll(
            values,
            i ->
                words[i + 1].equals("inf")
                    ? Double.POSITIVE_INFINITY
                    : Double.parseDouble(words[i + 1]));
        numbers.put(words[0], values);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public double[] numbers(String name) {
    return Objects.requireNonNull(numbers.get(name), name);
  }

  public int[] ints(String name) {
    return Arrays.stream(numbers(name)).mapToInt(v -> (int) v).toArray();
  }

  public Points points() {
    double[] x = numbers("x");
    double[][] rows = new double[x.length / 6][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(x, 6 * i, 6 * i + 6));
    return Points.of(rows);
  }
}
