package dev.sonde.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish: one {@code complete} line for each command and option. */
final class FishCompletion {

  private final List<String> lines = new ArrayList<>();

  private FishCompletion() {}

  static String of(CommandLine root) {
    FishCompletion completion = new FishCompletion();
    completion.command(root, List.of());
    return String.join("\n", completion.lines) + "\n";
  }

  private void command(CommandLine command, List<String> path) {
    Map<String, CommandLine> below = Roots.commands(command);
    String here = path.isEmpty() ? "__fish_use_subcommand" : seen(path, below);
    for (OptionSpec option : Roots.options(command)) lines.add(option(option, here));
    below.forEach(
        (name, sub) -> {
          String sentence = Roots.first(sub.getCommandSpec().usageMessage().description());
          lines.add(
              "complete -c sonde -f -n '%s' -a %s -d %s".formatted(here, name, quoted(sentence)));
        });
    below.forEach(
        (name, sub) -> {
          List<String> longer = new ArrayList<>(path);
          longer.add(name);
          command(sub, longer);
        });
  }

  /** All commands of the path are given, and none below the last yet. */
  private static String seen(List<String> path, Map<String, CommandLine> below) {
    StringBuilder condition = new StringBuilder();
    for (String name : path) {
      if (!condition.isEmpty()) condition.append("; and ");
      condition.append("__fish_seen_subcommand_from ").append(name);
    }
    if (!below.isEmpty()) {
      condition.append("; and not __fish_seen_subcommand_from ");
      condition.append(String.join(" ", below.keySet()));
    }
    return condition.toString();
  }

  private static String option(OptionSpec option, String here) {
    StringBuilder line = new StringBuilder("complete -c sonde -n '" + here + "'");
    for (String name : option.names()) {
      if (name.startsWith("--")) line.append(" -l ").append(name.substring(2));
      else line.append(" -s ").append(name.substring(1));
    }
    if (option.arity().max() > 0) line.append(" -r");
    return line.append(" -d ").append(quoted(Roots.first(option.description()))).toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
