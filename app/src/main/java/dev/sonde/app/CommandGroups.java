package dev.sonde.app;

import dev.sonde.question.Group;
import dev.sonde.question.Question;
import dev.sonde.question.Questions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The commands of {@code sonde --help} under headings, as people look for them. */
final class CommandGroups {

  /** Commands that are no questions. */
  private static final Map<Group, List<String>> OTHERS =
      new EnumMap<>(
          Map.of(
              Group.LOOK, List.of("open", "questions"),
              Group.RUN, List.of("data"),
              Group.STUDIES, List.of("demo", "study"),
              Group.RUNS, List.of("runs", "sql", "help", "completion", "man")));

  private CommandGroups() {}

  /** The section of the help that lists commands. */
  static String render(Help help) {
    Map<String, CommandLine> commands = help.commandSpec().subcommands();
    StringBuilder text = new StringBuilder();
    for (Group group : Group.values()) {
      StringBuilder lines = new StringBuilder();
      for (String name : names(group).toList()) {
        CommandLine command = commands.get(name);
        if (command != null) line(name, command, lines);
      }
      if (lines.isEmpty()) continue;
      text.append(System.lineSeparator()).append(group.title()).append(System.lineSeparator());
      text.append(lines);
    }
    return text.toString();
  }

  private static void line(String name, CommandLine command, StringBuilder text) {
    String[] description = command.getCommandSpec().usageMessage().description();
    String sentence = description.length == 0 ? "" : description[0].replace("%%", "%");
    text.append("  %-12s %s%n".formatted(name, sentence));
  }

  private static Stream<String> names(Group group) {
    Stream<String> questions =
        Questions.all().stream()
            .map(Question::about)
            .filter(about -> about.group() == group)
            .map(about -> about.name());
    return Stream.concat(questions, others(group));
  }

  private static Stream<String> others(Group group) {
    return OTHERS.getOrDefault(group, List.of()).stream();
  }
}
