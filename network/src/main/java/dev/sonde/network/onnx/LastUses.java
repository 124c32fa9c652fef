package dev.sonde.network.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says at each step which values nothing reads after it. */
final class LastUses {

  private LastUses() {}

  static Block of(Block block) {
    Set<String> needed = new HashSet<>(block.outputs());
    List<Step> steps = new ArrayList<>(block.steps());
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      Set<String> touched = new LinkedHashSet<>(step.node().outputs());
      touched.addAll(reads(step));
      touched.removeIf(name -> !needed.add(name));
      steps.set(i, step.lasting(List.copyOf(touched)));
    }
    return block.with(steps);
  }

  /**
   * Names that a node reads, itself or inside its graphs, where they may be of the graph around.
   */
  private static Set<String> reads(Step step) {
    Set<String> names = new LinkedHashSet<>(step.node().inputs());
    for (Block inner : step.blocks().values()) {
      names.addAll(inner.outputs());
      inner.steps().forEach(one -> names.addAll(reads(one)));
    }
    return names;
  }
}
