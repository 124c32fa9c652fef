package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The memory behind the arrays of one run, each once however many views of it there are. */
final class Memory {

  private final long most;
  private final Set<Long> known = new HashSet<>();
  private double held;

  /**
   * @param most bytes
   */
  Memory(long most) {
    this.most = most;
  }

  /** Checks that a call fits beside what is there, before it is made. */
  void require(Schema schema, List<Value> arguments) {
    require(Sizes.bytes(schema, arguments));
  }

  private void require(double bytes) {
    if (held + bytes <= most) return;
    throw new TorchException(
        String.format(
            Locale.ROOT,
            "it may make %.3g GB beside the %.3g GB that are held; at most %.3g GB",
            bytes / 1e9,
            held / 1e9,
            most / 1e9));
  }

  /**
   * Counts what a call gave.
   *
   * @return its elements, of views no more than there are bytes behind them
   */
  long hold(List<Value> values) {
    long elements = 0;
    for (Value value : values) {
      switch (value) {
        case Value.OfArray array -> elements += hold(array.array());
        case Value.Sequence list -> elements += hold(list.items());
        case Value.Tuple tuple -> elements += hold(tuple.items());
        default -> {}
      }
    }
    return elements;
  }

  private long hold(Array array) {
    if (known.add(array.memory())) held += array.memorySize();
    require(0);
    return Math.min(array.count(), array.memorySize());
  }

  /** Memory that is not the run's: parameters and inputs. */
  void ignore(Array array) {
    known.add(array.memory());
  }
}
