package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of one graph while it runs, inside those of the graph around it. */
final class Frame {

  private final Run run;
  private final Block block;
  private final @Nullable Frame around;

  /** What is added to addresses: {@code @t=3} in round 3 of a loop. */
  private final String suffix;

  private final Map<String, Array> values = new HashMap<>();

  Frame(Run run, Block block, @Nullable Frame around, String suffix) {
    this.run = run;
    this.block = block;
    this.around = around;
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  void set(String name, Array value) {
    values.put(name, value);
  }

  /** The value of this name here or in the graphs around. */
  Optional<Array> find(String name) {
    Array value = values.get(name);
    if (value != null) return Optional.of(value);
    Constant constant = block.constants().get(name);
    if (constant != null) {
      Array made = run.constant(name, constant);
      values.put(name, made);
      return Optional.of(made);
    }
    return around == null ? Optional.empty() : around.find(name);
  }
}
