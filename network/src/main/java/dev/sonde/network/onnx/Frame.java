package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of one graph while it runs, inside those of the graph around it. */
final class Frame {

  private final Run run;
  private final Block block;
  private final @Nullable Frame around;

  /** What is added to addresses: {@code @t=3} in round 3 of a loop. */
  private final String suffix;

  private final Map<String, Datum> values = new HashMap<>();

  /** Names of those that nodes of this graph computed, so that it lets go of them. */
  private final Set<String> own = new HashSet<>();

  /** Where constants live: a graph inside may be the first to name them. Null: until the end. */
  private final @Nullable Scope scope;

  Frame(Run run, @Nullable Scope scope, Block block, @Nullable Frame around, String suffix) {
    this.run = run;
    this.scope = scope;
    this.block = block;
    this.around = around;
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  /** A value that the caller holds. */
  void give(String name, Datum value) {
    values.put(name, value);
  }

  /** A value that a node of this graph computed. */
  void set(String name, Datum value) {
    run.ledger().hold(value);
    values.put(name, value);
    own.add(name);
  }

  /** The value of this name here or in the graphs around. */
  Optional<Datum> find(String name) {
    Datum value = values.get(name);
    if (value != null) return Optional.of(value);
    Constant constant = block.constants().get(name);
    if (constant != null) {
      Datum made = run.constant(name, constant);
      if (constant instanceof Constant.OfParameter) {
        give(name, made);
      } else {
        if (scope != null && made instanceof Datum.OfArray(Array array)) {
          made = Datum.of(scope.adopt(array));
        }
        set(name, made);
      }
      return Optional.of(made);
    }
    return around == null ? Optional.empty() : around.find(name);
  }

  /** Lets go of a value that nothing will read any more. */
  void forget(String name) {
    if (!own.remove(name)) return;
    Datum value = values.remove(name);
    if (value != null) run.letGo(value);
  }

  void forgetAll() {
    for (String name : Set.copyOf(own)) forget(name);
  }
}
