package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sites of a program without running it, in the order in which they would be computed: both
 * branches, each loop once. Which method is called follows from the objects that the program starts
 * with.
 */
public final class DeclaredSites {

  /**
   * One of them.
   *
   * @param operator that computes it; empty for an input and for what a module gives
   */
  public record Declared(String address, List<String> aliases, String operator) {
    public Declared {
      aliases = List.copyOf(aliases);
    }
  }

  private static final int MOST = 1 << 20;

  private final Program program;
  private final int deepest;
  private final Map<String, Declared> found = new LinkedHashMap<>();
  private int visited;

  private DeclaredSites(Program program, int deepest) {
    this.program = program;
    this.deepest = deepest;
  }

  static List<Declared> of(Program program, Limits limits) {
    DeclaredSites sites = new DeclaredSites(program, limits.depth());
    for (ProgramInput input : program.inputs()) sites.add(input.name(), List.of(), "");
    sites.block(program.body(), "", new HashMap<>(), 0);
    return List.copyOf(sites.found.values());
  }

  private void add(String address, List<String> aliases, String operator) {
    if (!address.isEmpty()) found.putIfAbsent(address, new Declared(address, aliases, operator));
  }

  private void block(Block block, String module, Map<String, Instance> objects, int depth) {
    for (Step step : block.steps()) {
      if (++visited > MOST) return;
      switch (step) {
        case Step.Assign assign -> {
          Instance object = object(assign.value(), objects);
          if (object != null) objects.put(assign.name(), object);
        }
        case Step.Call call -> call(call, module, objects);
        case Step.Choose choose -> {
          block(choose.yes(), module, objects, depth);
          block(choose.no(), module, objects, depth);
        }
        case Step.Repeat repeat -> {
          block(repeat.test(), module, objects, depth);
          block(repeat.body(), module, objects, depth);
        }
        case Step.Invoke invoke -> invoke(invoke, module, objects, depth);
      }
    }
  }

  private static @Nullable Instance object(Operand operand, Map<String, Instance> objects) {
    return switch (operand) {
      case Operand.Named named -> objects.get(named.name());
      case Operand.Own own when own.template() instanceof Instance object -> object;
      default -> null;
    };
  }

  private void call(Step.Call call, String module, Map<String, Instance> objects) {
    String operator = call.operator().substring(call.operator().indexOf(':') + 2);
    // Another name for what several operators computed: what they are together says more.
    boolean named = operator.equals("alias") && !call.origin().node().isEmpty();
    if (named) operator = call.origin().node();
    for (Step.Result result : call.results()) {
      if (result.site().isEmpty()) continue;
      Site site = result.site().get();
      List<String> aliases = site.aliases().stream().map(alias -> module + alias).toList();
      add(module + site.address(), aliases, operator);
    }
    if (!call.operator().equals("prim::GetAttr") || call.results().size() != 1) return;
    Instance object = object(call.arguments().getFirst().value(), objects);
    if (object == null || !(call.arguments().getLast().value() instanceof Operand.Literal name)) {
      return;
    }
    if (name.value() instanceof Value.Text text
        && object.attributes().get(text.text()) instanceof Instance inner) {
      objects.put(call.results().getFirst().name(), inner);
    }
  }

  private void invoke(Step.Invoke invoke, String module, Map<String, Instance> objects, int depth) {
    if (depth > deepest) return;
    List<@Nullable Instance> given = new ArrayList<>();
    for (Step.Argument argument : invoke.arguments()) {
      given.add(object(argument.value(), objects));
    }
    Instance self = given.isEmpty() ? null : given.getFirst();
    String name = invoke.function();
    String whole = name.startsWith(".") && self != null ? self.type() + name : name;
    Program.Function function = program.functions().get(whole);
    if (function == null) return;
    String inner = self != null && !self.path().isEmpty() ? self.path() : module;
    Map<String, Instance> names = new HashMap<>();
    for (int i = 0; i < given.size() && i < function.parameters().size(); i++) {
      Instance object = given.get(i);
      if (object != null) names.put(function.parameters().get(i).name(), object);
    }
    block(function.body(), inner, names, depth + 1);
    boolean isModule = self != null && !self.path().isEmpty();
    if (isModule && invoke.result().site().isPresent()) {
      add(inner + invoke.result().site().get().address(), List.of(), "");
    }
  }
}
