package dev.sonde.app.ask;

import dev.sonde.question.About;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Questions;
import dev.sonde.settings.SettingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked, as a program reads it. */
public record QuestionsDocument(String schema, List<Entry> questions) {

  /** A question. */
  public record Entry(
      String name,
      String group,
      String sentence,
      List<String> details,
      List<String> examples,
      List<String> needs,
      String schema,
      List<Map<String, @Nullable Object>> settings) {}

  public static QuestionsDocument ofAll() {
    List<Entry> entries =
        Questions.all().stream()
            .<About<?>>map(Question::about)
            .map(QuestionsDocument::entry)
            .toList();
    return new QuestionsDocument("sonde.questions/1", entries);
  }

  private static Entry entry(About<?> about) {
    return new Entry(
        about.name(),
        about.group().name().toLowerCase(Locale.ROOT),
        about.sentence(),
        about.details(),
        about.examples(),
        about.needs().stream()
            .map(Need::name)
            .map(n -> n.toLowerCase(Locale.ROOT))
            .sorted()
            .toList(),
        about.schema(),
        about.codec().specs().stream().map(QuestionsDocument::setting).toList());
  }

  private static Map<String, @Nullable Object> setting(SettingSpec spec) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("name", spec.name());
    all.put("type", (spec.list() ? "list of " : "") + spec.kind());
    all.put("label", spec.label());
    all.put("help", spec.help());
    all.put("unit", spec.unit());
    all.put("default", spec.initial());
    all.put("bounds", spec.bounds());
    all.put("choices", spec.choices());
    all.put("needed", spec.required());
    all.put("affects_result", spec.affectsResult());
    all.put("input", spec.input());
    return all;
  }
}
