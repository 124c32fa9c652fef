package dev.sonde.analysis.units;

import dev.sonde.settings.Bounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The inputs on which each unit is most active, and where in them, a batch at a time. Of an example
 * only its most active place counts. Memory: k entries a unit.
 */
public final class TopInputs {

  private static final Comparator<Entry> BEST_FIRST =
      Comparator.comparingDouble((Entry e) -> -e.value()).thenComparingLong(Entry::input);

  private final int k;
  private final List<List<Entry>> best = new ArrayList<>();
  private long inputs;
  private long notFinite;

  /**
   * @param input index of the example
   * @param value of the unit at its most active place
   * @param place which one that is, the first of equals: [outer × inner] in row order
   */
  public record Entry(long input, double value, int place) {}

  /**
   * @param k inputs kept of each unit
   */
  public TopInputs(int k) {
    Bounds.atLeast("inputs kept", k, 1);
    this.k = k;
  }

  /** Adds the next examples. */
  public void add(UnitBatch batch) {
    while (best.size() < batch.units()) best.add(new ArrayList<>());
    for (int e = 0; e < batch.examples(); e++) {
      for (int u = 0; u < batch.units(); u++) {
        float most = Float.NEGATIVE_INFINITY;
        int where = -1;
        for (int p = 0; p < batch.places(); p++) {
          float value = batch.at(e, u, p);
          if (!Float.isFinite(value)) notFinite++;
          else if (where < 0 || value > most) {
            most = value;
            where = p;
          }
        }
        if (where >= 0) offer(best.get(u), new Entry(inputs + e, most, where));
      }
    }
    inputs += batch.examples();
  }

  /** Keeps a short list sorted; k is small. */
  private void offer(List<Entry> list, Entry entry) {
    if (list.size() == k && BEST_FIRST.compare(list.getLast(), entry) < 0) return;
    int at = list.size();
    while (at > 0 && BEST_FIRST.compare(entry, list.get(at - 1)) < 0) at--;
    list.add(at, entry);
    if (list.size() > k) list.removeLast();
  }

  public int units() {
    return best.size();
  }

  /** Most active first, of equals the earlier input. */
  public List<Entry> of(int unit) {
    return List.copyOf(best.get(unit));
  }

  /** Examples seen. */
  public long inputs() {
    return inputs;
  }

  /** Values that are NaN or infinite: counted and left out. */
  public long notFinite() {
    return notFinite;
  }
}
