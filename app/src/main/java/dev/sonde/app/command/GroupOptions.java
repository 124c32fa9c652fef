package dev.sonde.app.command;

import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.app.output.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What every command about groups of models asks for. */
final class GroupOptions {

  @Option(
      names = "--group",
      paramLabel = "NAME=FILES",
      description =
          "A group and its runs: a quoted pattern such as guided='runs/g*.pt', or several, "
              + "separated by commas. Once for each group; the same name again adds runs.")
  private List<String> groups = List.of();

  @Option(
      names = "--match",
      paramLabel = "GLOB",
      defaultValue = "**",
      description = "Only tensors whose address matches, such as 'decoder.**' (default: all).")
  private String match = "**";

  @Option(
      names = "--common",
      description = "Leave out tensors that are not in every run with one shape, and list them.")
  private boolean common;

  @Option(
      names = "--gates",
      description = "Split recurrent weights into the blocks of their gates, as decoder.rnn/W_hf.")
  private boolean gates;

  /** Whether any group is named. */
  boolean given() {
    return !groups.isEmpty();
  }

  /** Whether something is asked for that only groups have. */
  boolean forGroupsOnly() {
    return common || !match.equals("**");
  }

  boolean gates() {
    return gates;
  }

  String match() {
    return match;
  }

  boolean common() {
    return common;
  }

  /** Opens all runs of all groups. */
  List<ModelGroup> open() {
    if (groups.isEmpty()) throw new UserError("name the groups, each by --group NAME=FILES");
    Map<String, ModelGroup> byName = new LinkedHashMap<>();
    for (String group : groups) {
      int equals = group.indexOf('=');
      if (equals < 1) {
        throw new UserError(
            "--group " + group + ": expected NAME=FILES, for instance --group guided='runs/g*.pt'");
      }
      String name = group.substring(0, equals);
      byName.merge(name, ModelGroup.matching(name, group.substring(equals + 1)), ModelGroup::and);
    }
    return byName.values().stream().map(g -> gates ? g.withGates() : g).toList();
  }

  static List<Path> files(List<ModelGroup> groups) {
    return groups.stream().flatMap(group -> group.files().stream()).toList();
  }
}
