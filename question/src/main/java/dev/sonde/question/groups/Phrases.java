package dev.sonde.question.groups;

import dev.sonde.analysis.groups.GroupComparison.Group;
import dev.sonde.analysis.groups.LeftOut;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import java.util.List;
import java.util.stream.Collectors;

/** Parts of sentences about groups of models. */
final class Phrases {

  private Phrases() {}

  /** {@code guided: 5 runs, baseline: 5 runs}. */
  static String groups(List<Group> groups) {
    return groups.stream()
        .map(g -> g.name() + ": " + Numbers.count(g.runs().size(), "run", "runs"))
        .collect(Collectors.joining(", "));
  }

  static List<Finding> leftOut(List<LeftOut> all) {
    return all.stream()
        .map(
            out ->
                new Finding(
                    Tone.NOTABLE,
                    "Left out: '" + out.name() + "' " + out.reason(),
                    List.of(out.name())))
        .toList();
  }
}
