package dev.sonde.app.ask;

import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.figure.table.TextTable;
import dev.sonde.question.About;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Questions;
import dev.sonde.settings.SettingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sonde questions}: what can be asked, for people and for programs. */
@Command(
    name = "questions",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every question that can be asked.",
      "As JSON with each question's settings: their types, units, defaults and bounds."
    },
    footer = {"", "Example:", "  sonde questions --json"})
public final class QuestionsCommand implements Callable<Integer> {

  private static final Columns<About<?>> COLUMNS =
      Columns.<About<?>>empty()
          .text("name", "name", About::name)
          .text("group", "group", about -> about.group().title())
          .text("sentence", "what it does", About::sentence);

  private final Session session;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public QuestionsCommand(Session session) {
    this.session = session;
  }

  /** A question as a program reads it. */
  private record Entry(
      String name,
      String group,
      String sentence,
      List<String> details,
      List<String> examples,
      List<String> needs,
      String schema,
      List<Map<String, @Nullable Object>> settings) {}

  /** All of them, and in which form they are listed. */
  private record Document(String schema, List<Entry> questions) {}

  @Override
  public Integer call() {
    List<About<?>> all = Questions.all().stream().<About<?>>map(Question::about).toList();
    if (json) {
      List<Entry> entries = all.stream().map(QuestionsCommand::entry).toList();
      Json.print(session.console().out(), new Document("sonde.questions/1", entries));
      return 0;
    }
    Table table = COLUMNS.table("questions", "Every question", all);
    TextTable.of(table, session.console().width()).print(session.console().out());
    session.console().out().flush();
    return 0;
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
        about.codec().specs().stream().map(QuestionsCommand::setting).toList());
  }

  private static Map<String, @Nullable Object> setting(SettingSpec spec) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("name", spec.name());
    all.put("type", (spec.list() ? "list of " : "") + spec.kind());
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
