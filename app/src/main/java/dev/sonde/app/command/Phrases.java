package dev.sonde.app.command;

import dev.sonde.analysis.groups.GroupComparison.Group;
import dev.sonde.analysis.groups.LeftOut;
import java.util.List;
import java.util.stream.Collectors;

/** Parts of sentences about groups of models. */
final class Phrases {

  /** Names in a sentence; the table has them all. */
  private static final int NAMED = 8;

  private Phrases() {}

  /** {@code 1 run}, {@code 2 runs}. */
  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static String names(List<String> all) {
    String shown = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? shown + " and " + (all.size() - NAMED) + " more" : shown;
  }

  /** {@code guided: 5 runs, baseline: 5 runs}. */
  static String groups(List<Group> groups) {
    return groups.stream()
        .map(g -> g.name() + ": " + count(g.runs().size(), "run"))
        .collect(Collectors.joining(", "));
  }

  static List<String> leftOut(List<LeftOut> all) {
    return all.stream().map(out -> "Left out: '" + out.name() + "' " + out.reason()).toList();
  }
}
