package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of a running function, and where it runs. */
final class Frame {

  private final Map<String, Value> values = new HashMap<>();
  private final String module;
  private final Set<String> written;
  private String rounds;

  /**
   * @param module path of the module that is running; empty for the root and where sites have whole
   *     addresses
   * @param rounds of the loops around, {@code @t=3}
   * @param written names that may stand for memory that is written in place
   */
  Frame(String module, String rounds, Set<String> written) {
    this.module = module;
    this.rounds = rounds;
    this.written = written;
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

  void set(String name, Value value) {
    values.put(name, value);
  }
}
