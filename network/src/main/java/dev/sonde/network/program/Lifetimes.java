package dev.sonde.network.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * After which step of a function nobody reads a name any more, found before the program runs: what
 * has no other name can then be freed. What a branch or loop reads counts as read by the step that
 * holds it.
 */
final class Lifetimes {

  /** For the body of each function the names that each of its steps is the last to mention. */
  private final IdentityHashMap<Block, List<List<String>>> ends = new IdentityHashMap<>();

  private Lifetimes() {}

  static Lifetimes of(Program program) {
    Lifetimes lifetimes = new Lifetimes();
    lifetimes.add(program.body());
    program.functions().values().forEach(function -> lifetimes.add(function.body()));
    return lifetimes;
  }

  /** Names by the step after which they end; none for a block that is no function's. */
  List<List<String>> of(Block block) {
    return ends.getOrDefault(block, List.of());
  }

  private void add(Block body) {
    Set<String> results = new HashSet<>();
    body.results().forEach(result -> read(result, results));
    Map<String, Integer> last = new HashMap<>();
    List<List<String>> ending = new ArrayList<>();
    for (int i = 0; i < body.steps().size(); i++) {
      Set<String> names = new HashSet<>();
      mention(body.steps().get(i), names);
      for (String name : names) last.put(name, i);
      ending.add(new ArrayList<>());
    }
    last.forEach(
        (name, step) -> {
          if (!results.contains(name)) ending.get(step).add(name);
        });
    ends.put(body, ending);
  }

  private static void mention(Step step, Set<String> names) {
    switch (step) {
      case Step.Assign assign -> {
        names.add(assign.name());
        read(assign.value(), names);
      }
      case Step.Call call -> {
        call.arguments().forEach(argument -> read(argument.value(), names));
        call.results().forEach(result -> names.add(result.name()));
      }
      case Step.Invoke invoke -> {
        invoke.arguments().forEach(argument -> read(argument.value(), names));
        names.add(invoke.result().name());
      }
      case Step.Choose choose -> {
        read(choose.condition(), names);
        mention(choose.yes(), names);
        mention(choose.no(), names);
      }
      case Step.Repeat repeat -> {
        read(repeat.condition(), names);
        mention(repeat.test(), names);
        mention(repeat.body(), names);
      }
    }
  }

  private static void mention(Block block, Set<String> names) {
    block.steps().forEach(step -> mention(step, names));
    block.results().forEach(result -> read(result, names));
  }

  /** Adds the names that an operand reads. */
  private static void read(Operand operand, Set<String> names) {
    switch (operand) {
      case Operand.Named named -> names.add(named.name());
      case Operand.Several several -> several.items().forEach(item -> read(item, names));
      case Operand.Literal _, Operand.Constant _, Operand.Own _ -> {}
    }
  }
}
