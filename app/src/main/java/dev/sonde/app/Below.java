package dev.sonde.app;

import dev.sonde.app.ask.QuestionCommand;
import dev.sonde.app.ask.QuestionsCommand;
import dev.sonde.app.images.DataCommand;
import dev.sonde.app.output.Session;
import dev.sonde.app.runs.RunsCommand;
import dev.sonde.app.runs.SqlCommand;
import dev.sonde.app.serve.OpenCommand;
import dev.sonde.app.shell.CompletionCommand;
import dev.sonde.app.shell.HelpCommand;
import dev.sonde.app.shell.ManCommand;
import dev.sonde.app.shell.WarmUpCommand;
import dev.sonde.app.study.DemoCommand;
import dev.sonde.app.study.StudyCommand;
import dev.sonde.app.study.TrialCommand;
import dev.sonde.question.Question;
import dev.sonde.question.Questions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/**
 * The commands below {@code sonde}. A line that begins with a command's name is given that command
 * alone: the options of forty questions and of every study take longer to make than most commands
 * to run.
 */
final class Below {

  /** Those that are no questions. */
  private static final Map<String, Class<?>> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put("runs", RunsCommand.class);
    OTHERS.put("sql", SqlCommand.class);
    OTHERS.put("study", StudyCommand.class);
    OTHERS.put("trial", TrialCommand.class);
    OTHERS.put("data", DataCommand.class);
    OTHERS.put("demo", DemoCommand.class);
    OTHERS.put("open", OpenCommand.class);
    OTHERS.put("questions", QuestionsCommand.class);
    OTHERS.put("completion", CompletionCommand.class);
    OTHERS.put("man", ManCommand.class);
    OTHERS.put("help", HelpCommand.class);
    OTHERS.put("warm-up", WarmUpCommand.class);
  }

  /** These tell of all commands, or run some. */
  private static final Set<String> OF_ALL = Set.of("completion", "man", "help", "warm-up");

  private Below() {}

  /** Adds the command that the line's first word names; all of them where it names none. */
  static void addTo(CommandLine line, Session session, List<String> words) {
    String first = words.isEmpty() ? "" : words.getFirst();
    if (OTHERS.containsKey(first) && !OF_ALL.contains(first)) {
      line.addSubcommand(first, OTHERS.get(first));
      return;
    }
    Optional<Question<?, ?>> asked = named(first);
    if (asked.isPresent()) {
      add(asked.get(), line, session);
      return;
    }
    OTHERS.forEach(line::addSubcommand);
    for (Question<?, ?> question : Questions.all()) add(question, line, session);
  }

  private static Optional<Question<?, ?>> named(String name) {
    for (Question<?, ?> question : Questions.all()) {
      if (question.about().name().equals(name)) return Optional.of(question);
    }
    return Optional.empty();
  }

  private static void add(Question<?, ?> question, CommandLine line, Session session) {
    line.addSubcommand(question.about().name(), QuestionCommand.of(question, session));
  }
}
