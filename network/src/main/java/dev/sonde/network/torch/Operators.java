package dev.sonde.network.torch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operators of libtorch that a file may name: functions of tensors and numbers, none that opens
 * files, libraries, processes or devices, or reads memory unchecked. The list, {@code
 * operators.txt}, is made from libtorch's own schemas by {@code OperatorList} beside the tests.
 */
public final class Operators {

  private static final Operators ALL = read();

  /** Lines by name, {@code aten::add}, in libtorch's order of overloads; parsed when asked for. */
  private final Map<String, List<String>> lines;

  private final Map<String, List<Operator>> parsed = new ConcurrentHashMap<>();

  private Operators(Map<String, List<String>> lines) {
    this.lines = lines;
  }

  /** All overloads of a name, {@code aten::add}; empty if files may not call it. */
  public static List<Operator> named(String name) {
    return ALL.overloads(name);
  }

  /** One overload, {@code aten::add} and {@code Tensor}. */
  public static Optional<Operator> find(String name, String overload) {
    return named(name).stream().filter(one -> one.schema().overload().equals(overload)).findFirst();
  }

  private List<Operator> overloads(String name) {
    List<String> found = lines.get(name);
    if (found == null) return List.of();
    return parsed.computeIfAbsent(
        name, _ -> found.stream().map(line -> new Operator(Schema.parse(line))).toList());
  }

  private static Operators read() {
    Map<String, List<String>> lines = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(Operators.class.getResourceAsStream("operators.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String called = line.substring(0, line.indexOf('('));
        int dot = called.indexOf('.');
        lines
            .computeIfAbsent(dot < 0 ? called : called.substring(0, dot), _ -> new ArrayList<>())
            .add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Operators(lines);
  }
}
