package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import dev.sonde.network.wiring.Wiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The wiring of a program: its steps are followed as {@link DeclaredSites} follows them, and what
 * every name may come from is kept. Calls without a site (sizes, lists, attributes) are no nodes:
 * what they give comes from what they read.
 */
final class ProgramWiring {

  private static final int MOST = 1 << 20;

  private final Program program;
  private final int deepest;
  private final Wiring.Builder wiring = new Wiring.Builder();
  private int visited;

  private ProgramWiring(Program program, int deepest) {
    this.program = program;
    this.deepest = deepest;
  }

  /** What the names of one function stand for. */
  private record Names(
      String module, Map<String, Set<Integer>> values, Map<String, Instance> objects) {

    Names(String module) {
      this(module, new HashMap<>(), new HashMap<>());
    }

    Set<Integer> of(Operand operand) {
      return switch (operand) {
        case Operand.Named named -> values.getOrDefault(named.name(), Set.of());
        case Operand.Several several -> {
          Set<Integer> all = new LinkedHashSet<>();
          for (Operand item : several.items()) all.addAll(of(item));
          yield all;
        }
        case Operand.Literal _, Operand.Constant _, Operand.Own _ -> Set.of();
      };
    }

    @Nullable Instance object(Operand operand) {
      return switch (operand) {
        case Operand.Named named -> objects.get(named.name());
        case Operand.Own own when own.template() instanceof Instance object -> object;
        default -> null;
      };
    }

    /** A name that is given a value again may also be what it was: of a branch not taken. */
    void also(Map<String, Set<Integer>> others) {
      others.forEach(
          (name, from) ->
              values.merge(
                  name,
                  from,
                  (a, b) -> {
                    Set<Integer> both = new LinkedHashSet<>(a);
                    both.addAll(b);
                    return both;
                  }));
    }
  }

  static Wiring of(Program program, Limits limits) {
    ProgramWiring all = new ProgramWiring(program, limits.depth());
    Names names = new Names("");
    for (ProgramInput input : program.inputs()) {
      names.values.put(
          input.name(),
          all.wiring.add(Wiring.Kind.INPUT, input.name(), List.of(), "", "", Set.of()));
    }
    all.block(program.body(), names, 0);
    List<Operand> results = program.body().results();
    for (int i = 0; i < results.size() && i < program.outputs().size(); i++) {
      all.wiring.add(
          Wiring.Kind.OUTPUT,
          program.outputs().get(i),
          List.of(),
          "",
          "",
          names.of(results.get(i)));
    }
    return all.wiring.build();
  }

  private void block(Block block, Names names, int depth) {
    for (Step step : block.steps()) {
      if (++visited > MOST) return;
      switch (step) {
        case Step.Assign assign -> {
          names.values.put(assign.name(), names.of(assign.value()));
          Instance object = names.object(assign.value());
          if (object != null) names.objects.put(assign.name(), object);
        }
        case Step.Call call -> call(call, names);
        case Step.Choose choose -> {
          Map<String, Set<Integer>> before = new HashMap<>(names.values);
          block(choose.yes(), names, depth);
          Map<String, Set<Integer>> yes = new HashMap<>(names.values);
          names.values.clear();
          names.values.putAll(before);
          block(choose.no(), names, depth);
          names.also(yes);
        }
        case Step.Repeat repeat -> {
          block(repeat.test(), names, depth);
          Map<String, Set<Integer>> before = new HashMap<>(names.values);
          block(repeat.body(), names, depth);
          names.also(before);
        }
        case Step.Invoke invoke -> invoke(invoke, names, depth);
      }
    }
  }

  private void call(Step.Call call, Names names) {
    Set<Integer> sources = new LinkedHashSet<>();
    for (Step.Argument argument : call.arguments()) sources.addAll(names.of(argument.value()));
    String operator = call.operator().substring(call.operator().indexOf(':') + 2);
    for (Step.Result result : call.results()) {
      Site site = result.site().orElse(null);
      String module = call.origin().module().isEmpty() ? names.module : call.origin().module();
      names.values.put(
          result.name(),
          site == null || site.address().isEmpty()
              ? sources
              : wiring.add(
                  Wiring.Kind.CALL,
                  names.module + site.address(),
                  site.aliases().stream().map(alias -> names.module + alias).toList(),
                  withoutDot(module),
                  operator,
                  sources));
    }
    if (!call.operator().equals("prim::GetAttr") || call.results().size() != 1) return;
    Instance object = names.object(call.arguments().getFirst().value());
    if (object != null
        && call.arguments().getLast().value() instanceof Operand.Literal name
        && name.value() instanceof Value.Text text
        && object.attributes().get(text.text()) instanceof Instance inner) {
      names.objects.put(call.results().getFirst().name(), inner);
    }
  }

  private static String withoutDot(String module) {
    return module.endsWith(".") ? module.substring(0, module.length() - 1) : module;
  }

  private void invoke(Step.Invoke invoke, Names names, int depth) {
    if (depth > deepest) return;
    List<@Nullable Instance> given = new ArrayList<>();
    Set<Integer> sources = new LinkedHashSet<>();
    for (Step.Argument argument : invoke.arguments()) {
      given.add(names.object(argument.value()));
      sources.addAll(names.of(argument.value()));
    }
    Instance self = given.isEmpty() ? null : given.getFirst();
    String name = invoke.function();
    String whole = name.startsWith(".") && self != null ? self.type() + name : name;
    Program.Function function = program.functions().get(whole);
    if (function == null) {
      names.values.put(invoke.result().name(), sources);
      return;
    }
    String module = self != null && !self.path().isEmpty() ? self.path() : names.module;
    Names inner = new Names(module);
    for (int i = 0; i < given.size() && i < function.parameters().size(); i++) {
      String parameter = function.parameters().get(i).name();
      inner.values.put(parameter, names.of(invoke.arguments().get(i).value()));
      Instance object = given.get(i);
      if (object != null) inner.objects.put(parameter, object);
    }
    block(function.body(), inner, depth + 1);
    Set<Integer> results = new LinkedHashSet<>();
    for (Operand result : function.body().results()) results.addAll(inner.of(result));
    names.values.put(invoke.result().name(), results);
  }
}
