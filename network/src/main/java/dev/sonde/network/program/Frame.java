package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of a running function, and where it runs. */
final class Frame {

  private final Map<String, Value> values = new HashMap<>();

  /** Names whose array has no other name, in no frame and no list: it may be freed with them. */
  private final Set<String> sole = new HashSet<>();

  private final String module;
  private final Set<String> written;
  private final Memory memory;
  private String rounds;
  private boolean shares;

  /**
   * @param module path of the module that is running; empty for the root and where sites have whole
   *     addresses
   * @param rounds of the loops around, {@code @t=3}
   * @param written names that may stand for memory that is written in place
   * @param memory of the run
   */
  Frame(String module, String rounds, Set<String> written, Memory memory) {
    this.module = module;
    this.rounds = rounds;
    this.written = written;
    this.memory = memory;
  }

  String module() {
    return module;
  }

  String rounds() {
    return rounds;
  }

  void rounds(String now) {
    rounds = now;
  }

  boolean isWritten(String name) {
    return written.contains(name);
  }

  @Nullable Value get(String name) {
    return values.get(name);
  }

  /** Gives a value a name that may not be its only one. */
  void set(String name, Value value) {
    free(name, values.put(name, value));
  }

  /** Gives an array that was just made its only name. */
  void setSole(String name, Value value) {
    set(name, value);
    sole.add(name);
  }

  boolean isSole(String name) {
    return sole.contains(name);
  }

  /** Forgets a name; its array is freed if it had no other. */
  void end(String name) {
    if (sole.contains(name)) free(name, values.remove(name));
  }

  private void free(String name, @Nullable Value before) {
    if (sole.remove(name) && before instanceof Value.OfArray old) memory.free(old.array());
  }

  /** Takes note that what an operand reads may have got another name, or a place in a list. */
  void share(Operand operand) {
    switch (operand) {
      case Operand.Named named -> {
        if (!sole.remove(named.name())) shares = true;
      }
      case Operand.Several several -> several.items().forEach(this::share);
      case Operand.Literal _, Operand.Constant _, Operand.Own _ -> {}
    }
  }

  /** Whether a value that was not made here may have got another name: a parameter, for one. */
  boolean sharesGiven() {
    return shares;
  }
}
