package dev.sonde.app.serve.jobs;

import dev.sonde.question.Question;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A question as Java, to be pasted into a class or {@code jshell}. */
final class JavaLines {

  private JavaLines() {}

  static String of(Question<?, ?> question, Map<String, List<String>> texts) {
    Class<?> type = question.getClass();
    String settings =
        texts.entrySet().stream()
            .map(e -> "Map.entry(" + literal(e.getKey()) + ", List.of(" + all(e.getValue()) + "))")
            .collect(Collectors.joining(",\n        "));
    return """
    import %s;
    import dev.sonde.question.Work;
    import java.util.List;
    import java.util.Map;

    var question = new %s();
    var settings = question.about().codec().readAll(Map.ofEntries(%s));
    var answer = question.answer(settings, Work.silent());
    """
        .formatted(
            type.getName(),
            type.getSimpleName(),
            settings.isEmpty() ? "" : "\n        " + settings);
  }

  private static String all(List<String> values) {
    return values.stream().map(JavaLines::literal).collect(Collectors.joining(", "));
  }

  /** A text as a literal of Java's, whatever signs it holds. */
  static String literal(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c >= ' ' && c < 0x7f) out.append(c);
          else out.append(String.format("\\u%04x", (int) c));
        }
      }
    }
    return out.append('"').toString();
  }
}
