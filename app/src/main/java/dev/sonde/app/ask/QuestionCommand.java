package dev.sonde.app.ask;

import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Session;
import dev.sonde.figure.Paper;
import dev.sonde.question.About;
import dev.sonde.question.Answered;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A question as a command: options and help out of its settings, the answer wherever it is wanted.
 */
public final class QuestionCommand<S extends Record, A> implements Callable<Integer> {

  /** What was asked to hold does not. */
  private static final int UNLIKE = 1;

  private final Question<S, A> question;
  private final Session session;
  private final SettingOptions<S> options;
  private final CommandSpec spec;

  private QuestionCommand(Question<S, A> question, Session session) {
    this.question = question;
    this.session = session;
    options = new SettingOptions<>(question.about().codec());
    spec = CommandSpec.wrapWithoutInspection(this);
  }

  /** The command that asks {@code question}. */
  public static CommandLine of(Question<?, ?> question, Session session) {
    return new QuestionCommand<>(question, session).line();
  }

  private CommandLine line() {
    About<S> about = question.about();
    spec.name(about.name());
    spec.mixinStandardHelpOptions(true);
    List<String> description = new ArrayList<>(List.of(about.sentence()));
    description.addAll(about.details());
    spec.usageMessage().description(escaped(description)).footer(footer(about));
    options.addTo(spec);
    AnswerOptions.addTo(spec, outputHelp(about));
    if (draws()) PaperOptions.addTo(spec);
    return new CommandLine(spec);
  }

  private boolean draws() {
    return question.outputs().stream().anyMatch(Output::draws);
  }

  private static String[] escaped(List<String> lines) {
    return lines.stream().map(l -> l.replace("%", "%%")).toArray(String[]::new);
  }

  private static String[] footer(About<?> about) {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.add(about.examples().size() == 1 ? "Example:" : "Examples:");
    about.examples().forEach(example -> lines.add("  sonde " + example.replace("%", "%%")));
    return lines.toArray(String[]::new);
  }

  private String outputHelp(About<S> about) {
    Set<String> kinds = new LinkedHashSet<>();
    for (Output<S, A> output : question.outputs()) {
      kinds.add(String.join(", ", output.endings()) + ": " + output.what());
    }
    kinds.add(".html: the page");
    kinds.add(".csv, .parquet: the main table");
    kinds.add("a folder: all of it");
    String needed = about.output() ? "Where the answer goes, needed" : "Also write the answer";
    return needed + ", by the name's ending (repeatable). " + String.join("; ", kinds) + ".";
  }

  @Override
  public Integer call() throws Exception {
    ParseResult parsed = spec.commandLine().getParseResult();
    AnswerOptions wanted = AnswerOptions.of(parsed);
    AnswerFiles<S, A> files = AnswerFiles.of(question, wanted.outputs());
    S settings = options.read(parsed);
    Optional<Paper> paper = PaperOptions.of(parsed);
    try (ConsoleWork work = new ConsoleWork(session.console(), wanted.outputs(), paper)) {
      return Interruption.watch(
          session.console(),
          stop -> {
            work.stopWhen(stop);
            Answered<S, A> answered = Answered.of(question, settings, session.command(), work);
            files.write(answered, work, work::wrote);
            work.written();
            wanted.print(answered, session.console());
            return question.holds(settings, answered.answer()) ? 0 : UNLIKE;
          });
    }
  }

  static OptionSpec.Builder hidden(String... names) {
    return OptionSpec.builder(names).hidden(true);
  }
}
