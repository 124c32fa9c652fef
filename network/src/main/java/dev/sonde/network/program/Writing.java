package dev.sonde.network.program;

import dev.sonde.network.torch.Operators;
import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names of a program may stand for memory that is written in place, found before it runs: the
 * targets of operators that write, what they are views of, and what functions hand on. A probe that
 * keeps or changes such a value must neither be overwritten later nor leave the memory behind.
 */
final class Writing {

  /** By PyTorch's custom the name of what writes ends with an underscore. */
  private static final Pattern WRITES = Pattern.compile(".*[^_]_|.*__i[a-z]+__");

  /** Those that update running statistics unless they are told not to. */
  private static final Pattern NORMALISES = Pattern.compile(".*(batch_norm|instance_norm).*");

  /** The function that stands for the program's own body. */
  private static final String BODY = "";

  private final Program program;
  private final Map<String, Set<String>> written = new HashMap<>();
  private boolean anywhere;
  private boolean grown;

  private Writing(Program program) {
    this.program = program;
  }

  static Writing of(Program program) {
    Writing writing = new Writing(program);
    do {
      writing.grown = false;
      writing.visit(BODY, program.body());
      program.functions().forEach((name, function) -> writing.visit(name, function.body()));
    } while (writing.grown);
    return writing;
  }

  /** Whether anything is written. */
  boolean anywhere() {
    return anywhere;
  }

  /** The names of a function that may be written; of the program's own body for no function. */
  Set<String> in(String function) {
    return written.getOrDefault(function, Set.of());
  }

  Set<String> inBody() {
    return in(BODY);
  }

  private void visit(String function, Block block) {
    for (Step step : block.steps().reversed()) {
      switch (step) {
        case Step.Call call -> visit(function, call);
        case Step.Choose choose -> {
          visit(function, choose.yes());
          visit(function, choose.no());
        }
        case Step.Repeat repeat -> {
          visit(function, repeat.test());
          visit(function, repeat.body());
        }
        case Step.Assign assign -> same(function, assign.name(), assign.value());
        case Step.Invoke invoke -> visit(function, invoke);
      }
    }
  }

  private void add(String function, Operand operand) {
    switch (operand) {
      case Operand.Named named -> {
        if (written.computeIfAbsent(function, _ -> new HashSet<>()).add(named.name())) grown = true;
      }
      case Operand.Several several -> several.items().forEach(item -> add(function, item));
      case Operand.Literal _, Operand.Constant _, Operand.Own _ -> {}
    }
  }

  private boolean has(String function, Operand operand) {
    return operand instanceof Operand.Named named && in(function).contains(named.name());
  }

  private void same(String function, String name, Operand value) {
    if (in(function).contains(name)) add(function, value);
    else if (has(function, value)) add(function, Operand.named(name));
  }

  private void visit(String function, Step.Call call) {
    if (call.arguments().isEmpty()) return;
    Operand first = call.arguments().getFirst().value();
    if (writes(call)) {
      anywhere = true;
      add(function, first);
    }
    if (NORMALISES.matcher(call.operator()).matches() && !fixed(call.arguments())) anywhere = true;
    boolean shares =
        Operators.named(call.operator()).stream()
            .anyMatch(
                operator -> operator.schema().returns().stream().anyMatch(Schema.Returned::shared));
    if (!shares) return;
    for (Step.Result result : call.results()) {
      if (in(function).contains(result.name())) add(function, first);
    }
  }

  private void visit(String function, Step.Invoke invoke) {
    program
        .functions()
        .forEach(
            (name, callee) -> {
              if (!name.equals(invoke.function()) && !isMethod(invoke, name)) return;
              hand(function, invoke, name, callee);
            });
  }

  private static boolean isMethod(Step.Invoke invoke, String name) {
    return invoke.function().startsWith(".") && name.endsWith(invoke.function());
  }

  private void hand(String function, Step.Invoke invoke, String name, Program.Function callee) {
    for (int i = 0; i < invoke.arguments().size() && i < callee.parameters().size(); i++) {
      String parameter = callee.parameters().get(i).name();
      if (in(name).contains(parameter)) add(function, invoke.arguments().get(i).value());
    }
    if (in(function).contains(invoke.result().name())) {
      callee.body().results().forEach(result -> add(name, result));
    }
  }

  static boolean writes(Step.Call call) {
    return WRITES.matcher(call.operator()).matches();
  }

  /** Whether the argument that says so is a literal false: statistics are not updated. */
  private static boolean fixed(List<Step.Argument> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      Step.Argument argument = arguments.get(i);
      boolean training =
          argument.name().isEmpty()
              ? i == 5
              : argument.name().equals("training") || argument.name().equals("use_input_stats");
      if (training) {
        return argument.value() instanceof Operand.Literal literal
            && literal.value().equals(Value.of(false));
      }
    }
    return true;
  }
}
