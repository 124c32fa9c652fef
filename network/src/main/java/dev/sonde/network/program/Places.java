package dev.sonde.network.program;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.probe.ConvolutionTap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where values of one run stand, and what probes make of them. */
final class Places {

  /** How a value came to its memory. */
  enum Making {
    /** It has memory of its own. */
    NEW,
    /** It lies in the memory of another. */
    VIEW,
    /** It is what was written in place. */
    WRITTEN
  }

  private final Pass pass;

  /** How often an address was computed: shared modules run more than once. */
  private final Map<String, Integer> visits = new HashMap<>();

  private final Map<String, String> last = new HashMap<>();

  Places(Pass pass) {
    this.pass = pass;
  }

  private record Named(String address, List<String> aliases) {}

  /**
   * @param time how often the site was computed before, and now
   */
  private static Named named(Site site, Frame frame, int time) {
    String end = frame.rounds() + (time == 1 ? "" : "#" + time);
    if (end.isEmpty() && frame.module().isEmpty()) return new Named(site.address(), site.aliases());
    List<String> aliases =
        site.aliases().stream().map(alias -> frame.module() + alias + end).toList();
    return new Named(frame.module() + site.address() + end, aliases);
  }

  private static String whole(Site site, Frame frame) {
    boolean whole = frame.module().isEmpty() && frame.rounds().isEmpty();
    return whole ? site.address() : frame.module() + site.address() + frame.rounds();
  }

  /** Whether a probe changes or differentiates what is computed there next. */
  boolean changes(Site site, Frame frame) {
    Named named = named(site, frame, visits.getOrDefault(whole(site, frame), 0) + 1);
    return pass.changes(named.address(), named.aliases());
  }

  /**
   * Reports a value and gives what flows on.
   *
   * @param name that it gets
   */
  Array visit(Site site, Frame frame, Array value, String name, Making making) {
    if (!pass.probed() || !value.isPlain()) return value;
    boolean guarded = frame.isWritten(name) && making != Making.WRITTEN && changes(site, frame);
    int time = visits.merge(whole(site, frame), 1, Integer::sum);
    Named named = named(site, frame, time);
    last.put(whole(site, frame), named.address());
    int axis = site.unitAxis(value.rank());
    if (!guarded) return pass.visit(named.address(), named.aliases(), value, axis);
    // The memory is written later: what the probe keeps must not change with it.
    if (making == Making.NEW) {
      return pass.visit(named.address(), named.aliases(), value, axis).copy();
    }
    return written(value, pass.visit(named.address(), named.aliases(), value.copy(), axis));
  }

  /** Puts what flows on into the memory that other names stand for too. */
  static Array written(Array target, Array value) {
    try {
      return target.overwritten(value);
    } catch (TorchException e) {
      return value; // an expanded array, whose elements share memory, cannot be written by anybody
    }
  }

  /**
   * What a module gives back: an array, or the first of several.
   *
   * @param isWritten whether the caller may write it
   */
  Value module(Step.Result result, Frame frame, Value value, boolean isWritten) {
    if (value instanceof Value.OfArray array) {
      Site site = result.site().orElseThrow();
      if (isWritten && changes(site, frame)) {
        Named named = named(site, frame, visits.merge(whole(site, frame), 1, Integer::sum));
        Array copy = array.array().copy();
        Array seen = pass.visit(named.address(), named.aliases(), copy, site.unitAxis(copy.rank()));
        return Value.of(written(array.array(), seen));
      }
      return Value.of(visit(site, frame, array.array().alias(), result.name(), Making.WRITTEN));
    }
    if (!(value instanceof Value.Tuple tuple) || tuple.items().isEmpty()) return value;
    if (!(tuple.items().getFirst() instanceof Value.OfArray)) return value;
    List<Value> items = new ArrayList<>(tuple.items());
    items.set(0, module(result, frame, items.getFirst(), isWritten));
    return new Value.Tuple(items);
  }

  void convolved(Site site, Frame frame, Convolutions.Found found, Array output) {
    String address = last.get(whole(site, frame));
    if (address == null) return;
    List<String> aliases =
        site.aliases().stream().map(alias -> frame.module() + alias + frame.rounds()).toList();
    List<String> named = new ArrayList<>(aliases);
    if (!frame.module().isEmpty() && site.address().startsWith("@")) {
      named.add(frame.module() + frame.rounds());
    }
    pass.convolved(
        new ConvolutionTap.Use(
            address, named, found.inputShape(), found.weight(), found.geometry(), output));
  }
}
