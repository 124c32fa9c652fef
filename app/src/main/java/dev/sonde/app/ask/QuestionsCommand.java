package dev.sonde.app.ask;

import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.figure.table.TextTable;
import dev.sonde.question.About;
import dev.sonde.question.Question;
import dev.sonde.question.Questions;
import java.util.List;
import java.util.concurrent.Callable;
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
          .text("name", About::name)
          .text("group", about -> about.group().title())
          .text("sentence", "what it does", About::sentence);

  private final Session session;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public QuestionsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<About<?>> all = Questions.all().stream().<About<?>>map(Question::about).toList();
    if (json) {
      QuestionsDocument document = QuestionsDocument.ofAll();
      Json.print(session.console().out(), document.schema(), document, null);
      return 0;
    }
    Table table = COLUMNS.table("questions", "Every question", all);
    TextTable.of(table, session.console().width()).print(session.console().out());
    session.console().out().flush();
    return 0;
  }
}
