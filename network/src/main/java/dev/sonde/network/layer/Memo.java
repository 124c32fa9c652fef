package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of one call of a network computed, so that other calls with the same inputs, which
 * differ from some site on, need not compute what lies before it or beside it.
 *
 * <p>A step is looked up by what it is given: the very arrays that it was given when it was
 * recorded, by their memory, and equal numbers. So whatever an intervention changes is computed
 * anew, with all that depends on it, and nothing else is; results are those of a whole call bit for
 * bit. Arrays that are kept lie in memory that no other array can get, so that an address says
 * which array it is. Steps that write in place, or that record gradients, take no part.
 *
 * <p>The first call records, until {@link #freeze}. Belongs to one thread.
 */
public final class Memo implements AutoCloseable {

  private record Entry(List<Object> inputs, List<Array> outputs) {}

  /** Of layers, by name; they are made anew for each call. */
  private final Map<String, List<@Nullable Entry>> named = new HashMap<>();

  /** Of programs and graphs, which stay the same objects. */
  private final IdentityHashMap<Object, List<@Nullable Entry>> stepped = new IdentityHashMap<>();

  private final List<Array> kept = new ArrayList<>();
  private final long most;
  private long bytes;
  private boolean frozen;

  /**
   * @param most bytes of results to keep; steps beyond are computed each time
   */
  public Memo(long most) {
    this.most = most;
  }

  /** Records no more. */
  public void freeze() {
    frozen = true;
  }

  /** Of the results that are kept; views of one array count each. */
  public long bytes() {
    return bytes;
  }

  private List<@Nullable Entry> entries(Object step) {
    return step instanceof String name
        ? named.computeIfAbsent(name, _ -> new ArrayList<>())
        : stepped.computeIfAbsent(step, _ -> new ArrayList<>());
  }

  /** The use of a memo in one call: steps that run several times are counted. */
  static final class Use {
    private final Memo memo;
    private final Scope scope;
    private final Map<String, int[]> named = new HashMap<>();
    private final IdentityHashMap<Object, int[]> stepped = new IdentityHashMap<>();

    Use(Memo memo, Scope scope) {
      this.memo = memo;
      this.scope = scope;
    }

    /** Counts the step, and finds its results if it is given what it was given before. */
    Optional<List<Array>> recall(Object step, List<?> inputs) {
      int time = ++times(step)[0];
      List<@Nullable Entry> entries = memo.entries(step);
      Entry entry = time <= entries.size() ? entries.get(time - 1) : null;
      if (entry == null || !same(entry.inputs(), inputs)) return Optional.empty();
      return Optional.of(entry.outputs().stream().map(scope::adopt).toList());
    }

    private int[] times(Object step) {
      return step instanceof String name
          ? named.computeIfAbsent(name, _ -> new int[1])
          : stepped.computeIfAbsent(step, _ -> new int[1]);
    }

    /** Keeps what the step, counted by {@link #recall}, has computed. */
    void note(Object step, List<?> inputs, List<Array> outputs) {
      if (memo.frozen) return;
      long more = outputs.stream().mapToLong(Array::memorySize).sum();
      List<@Nullable Entry> entries = memo.entries(step);
      int time = times(step)[0];
      while (entries.size() < time - 1) entries.add(null);
      if (entries.size() >= time || memo.bytes + more > memo.most) return;
      memo.bytes += more;
      entries.add(
          new Entry(
              inputs.stream().map(this::held).toList(), outputs.stream().map(this::held).toList()));
    }

    private Object held(Object input) {
      return input instanceof Array array ? held(array) : input;
    }

    private Array held(Array array) {
      Array own = scope.keep(array);
      memo.kept.add(own);
      return own;
    }
  }

  private static boolean same(List<Object> recorded, List<?> given) {
    if (recorded.size() != given.size()) return false;
    for (int i = 0; i < recorded.size(); i++) {
      Object one = given.get(i);
      boolean same =
          recorded.get(i) instanceof Array array
              ? one instanceof Array other && array.occupies(other)
              : recorded.get(i).equals(one);
      if (!same) return false;
    }
    return true;
  }

  @Override
  public void close() {
    kept.forEach(Array::close);
    kept.clear();
    named.clear();
    stepped.clear();
  }
}
