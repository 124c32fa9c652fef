package dev.sonde.network.program;

import dev.sonde.network.program.Builtins.Builtin;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What scripted programs do with texts: messages, and names of modes. */
final class TextOperators {

  private TextOperators() {}

  static Map<String, Builtin> all() {
    Map<String, Builtin> all = new HashMap<>();
    all.put("aten::str", (run, a) -> Optional.of(Value.of(printed(run, a.getFirst()))));
    all.put("aten::add", TextOperators::joined);
    all.put("aten::format", TextOperators::format);
    all.put(
        "aten::percentFormat",
        (_, a) -> Optional.of(Value.of(a.getFirst() instanceof Value.Text t ? t.text() : "")));
    all.put(
        "aten::lower", (_, a) -> text(a).map(t -> Value.of(t.toLowerCase(java.util.Locale.ROOT))));
    all.put(
        "aten::upper", (_, a) -> text(a).map(t -> Value.of(t.toUpperCase(java.util.Locale.ROOT))));
    all.put(
        "aten::startswith",
        (_, a) -> text(a).map(t -> Value.of(t.startsWith(((Value.Text) a.get(1)).text()))));
    all.put("aten::len", (_, a) -> text(a).map(t -> Value.of(t.codePointCount(0, t.length()))));
    return all;
  }

  private static Optional<String> text(List<Value> a) {
    return !a.isEmpty() && a.getFirst() instanceof Value.Text text
        ? Optional.of(text.text())
        : Optional.empty();
  }

  private static Optional<Value> joined(Run run, List<Value> a) {
    if (a.size() != 2
        || !(a.get(0) instanceof Value.Text x)
        || !(a.get(1) instanceof Value.Text y)) {
      return Optional.empty();
    }
    long length = (long) x.text().length() + y.text().length();
    requireShort(run, length);
    return Optional.of(Value.of(x.text() + y.text()));
  }

  private static void requireShort(Run run, long length) {
    if (length <= run.executor().limits().items()) return;
    throw new TorchException("a text of more than " + run.executor().limits().items());
  }

  private static Optional<Value> format(Run run, List<Value> a) {
    if (!(a.getFirst() instanceof Value.Text pattern)) return Optional.empty();
    StringBuilder out = new StringBuilder();
    int next = 1;
    String rest = pattern.text();
    for (int at = rest.indexOf("{}"); at >= 0; at = rest.indexOf("{}")) {
      out.append(rest, 0, at);
      if (next < a.size()) out.append(printed(run, a.get(next++)));
      rest = rest.substring(at + 2);
      requireShort(run, out.length());
    }
    return Optional.of(Value.of(out.append(rest).toString()));
  }

  /** As Python prints it; arrays by their shapes. */
  static String printed(Run run, Value value) {
    String text =
        switch (value) {
          case Value.Text one -> one.text();
          case Value.Whole one -> Long.toString(one.number());
          case Value.Real one -> Double.toString(one.number());
          case Value.Truth one -> one.truth() ? "True" : "False";
          case Value.Sequence one when one.items().size() < 64 && flat(one.items()) ->
              "["
                  + String.join(", ", one.items().stream().map(v -> printed(run, v)).toList())
                  + "]";
          default -> value.kind();
        };
    requireShort(run, text.length());
    return text;
  }

  private static boolean flat(List<Value> items) {
    return items.stream().allMatch(v -> NumberOperators.isNumber(v) || v instanceof Value.Text);
  }
}
