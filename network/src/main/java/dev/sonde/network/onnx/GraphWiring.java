package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxNode;
import dev.sonde.network.wiring.Wiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The wiring of a graph. A node with graphs of its own (a branch, a loop) reads what they read, and
 * is one call.
 */
final class GraphWiring {

  private static final String WEIGHT = ".weight";

  private final Wiring.Builder wiring = new Wiring.Builder();
  private final Map<String, Set<Integer>> values = new HashMap<>();

  private GraphWiring() {}

  static Wiring of(Plan plan) {
    GraphWiring all = new GraphWiring();
    for (Site entry : plan.entries()) {
      all.values.put(
          entry.address(),
          all.wiring.add(Wiring.Kind.INPUT, entry.address(), List.of(), "", "", Set.of()));
    }
    for (Step step : plan.block().steps()) all.step(step);
    plan.outputs()
        .forEach(
            output ->
                all.wiring.add(
                    Wiring.Kind.OUTPUT,
                    output.name(),
                    List.of(),
                    "",
                    "",
                    all.values.getOrDefault(output.name(), Set.of())));
    return all.wiring.build();
  }

  private void step(Step step) {
    OnnxNode node = step.node();
    Set<Integer> sources = new LinkedHashSet<>();
    read(node.inputs(), sources);
    step.blocks().values().forEach(block -> inside(block, sources));
    List<Site> sites = step.sites().stream().filter(site -> !site.address().isEmpty()).toList();
    if (sites.isEmpty()) return;
    Site first = sites.getFirst();
    List<String> aliases = new ArrayList<>(first.aliases());
    sites.stream().skip(1).map(Site::address).forEach(aliases::add);
    Set<Integer> place =
        wiring.add(
            Wiring.Kind.CALL, first.address(), aliases, module(node), node.opType(), sources);
    for (String output : node.outputs()) if (!output.isEmpty()) values.put(output, place);
  }

  private void read(List<String> names, Set<Integer> sources) {
    for (String name : names) sources.addAll(values.getOrDefault(name, Set.of()));
  }

  /** What a branch or a loop's body reads of the values around it. */
  private void inside(Block block, Set<Integer> sources) {
    for (Step step : block.steps()) {
      read(step.node().inputs(), sources);
      step.blocks().values().forEach(inner -> inside(inner, sources));
    }
    read(block.outputs(), sources);
  }

  /** The path of modules in the node's name, or the module whose weights it reads. */
  private static String module(OnnxNode node) {
    String dotted = Names.dotted(node.name());
    int last = dotted.lastIndexOf('.');
    if (node.name().contains("/") && last > 0) return dotted.substring(0, last);
    for (String input : node.inputs()) {
      if (input.endsWith(WEIGHT)) return input.substring(0, input.length() - WEIGHT.length());
    }
    return "";
  }
}
