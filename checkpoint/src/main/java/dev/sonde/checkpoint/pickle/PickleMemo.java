package dev.sonde.checkpoint.pickle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values a pickle refers back to. Python numbers them 0, 1, 2, …, so a list serves; a number
 * far out (Python's own memo would grow up to it) goes to a map and costs one entry.
 */
final class PickleMemo {

  private final PickleInput in;
  private final List<PickleValue> dense = new ArrayList<>();
  private final Map<Long, PickleValue> sparse = new HashMap<>();

  PickleMemo(PickleInput in) {
    this.in = in;
  }

  void put(long index, PickleValue value) {
    if (index < 0) throw in.error("memo number " + index);
    if (index < dense.size()) dense.set((int) index, value);
    else if (index == dense.size() && !sparse.containsKey(index)) dense.add(value);
    else sparse.put(index, value);
  }

  /** Puts under the next number: how many there are. */
  void add(PickleValue value) {
    put(dense.size() + (long) sparse.size(), value);
  }

  PickleValue get(long index) {
    PickleValue value =
        index >= 0 && index < dense.size() ? dense.get((int) index) : sparse.get(index);
    if (value == null) throw in.error("nothing was put under memo number " + index);
    return value;
  }
}
