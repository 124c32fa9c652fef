package dev.sonde.network.program.exported;

import dev.sonde.network.program.ProgramInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extents that the export left free, and between what they may lie. */
final class Ranges {

  private static final Pattern SYMBOL = Pattern.compile("(?:Symbol\\('([^']+)'.*\\)|([a-z]\\d+))");

  private record Range(long least, long most) {}

  private final Map<String, Range> ranges = new HashMap<>();

  private Ranges() {}

  static Ranges of(Node document) {
    Ranges ranges = new Ranges();
    Node constraints = document.find("range_constraints");
    if (constraints == null) return ranges;
    constraints
        .entries()
        .forEach(
            (symbol, range) -> {
              long least = end(range, "min_val", 0);
              ranges.ranges.put(symbol, new Range(least, end(range, "max_val", Long.MAX_VALUE)));
            });
    return ranges;
  }

  private static long end(Node range, String name, long absent) {
    Node end = range.find(name);
    return end == null || !end.json().isIntegralNumber() ? absent : end.whole();
  }

  /** The axes of an array of the graph. */
  List<ProgramInput.Axis> axes(Node sizes) {
    List<ProgramInput.Axis> axes = new ArrayList<>();
    for (Node size : sizes.items()) {
      if (size.has("as_int")) {
        axes.add(ProgramInput.Axis.fixed(size.get("as_int").whole()));
        continue;
      }
      String text = size.get("as_expr").text("expr_str", "");
      Matcher symbol = SYMBOL.matcher(text.strip());
      if (!symbol.matches()) {
        axes.add(ProgramInput.Axis.free(""));
        continue;
      }
      String name = symbol.group(1) == null ? symbol.group(2) : symbol.group(1);
      Range range = ranges.getOrDefault(name, new Range(0, Long.MAX_VALUE));
      axes.add(new ProgramInput.Axis(-1, name, range.least(), range.most()));
    }
    return axes;
  }
}
