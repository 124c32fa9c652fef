package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** {@code Unique}: slices that differ, where each stands first, and how often it occurs. */
final class Uniques {

  private Uniques() {}

  static List<Array> unique(Call call) {
    call.requireNoGradient();
    Array x = call.has("axis") ? call.input(0) : call.input(0).view(-1);
    int axis = call.axis(call.integer("axis", 0), x.rank());
    int count = Math.toIntExact(x.extent(axis));
    // Sorted here, number by number: rows, places and counts.
    call.run().budget().require(64 * x.count());
    call.run().work().charge(64.0 * x.count());
    double[][] rows = rows(x, axis, count);
    Integer[] order = new Integer[count];
    for (int i = 0; i < count; i++) order[i] = i;
    // Of equals the first stays first.
    Arrays.sort(order, (a, b) -> Arrays.compare(rows[a], rows[b]));
    List<Integer> first = new ArrayList<>();
    int[] group = new int[count];
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i == 0 || !Arrays.equals(rows[order[i]], rows[order[i - 1]])) {
        first.add(order[i]);
        counts.add(0L);
      }
      group[order[i]] = first.size() - 1;
      counts.set(first.size() - 1, counts.getLast() + 1);
    }
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) shown.add(i);
    if (!call.flag("sorted", true)) shown.sort(Comparator.comparing(first::get));
    long[] place = new long[first.size()];
    long[] positions = new long[first.size()];
    long[] times = new long[first.size()];
    for (int i = 0; i < shown.size(); i++) {
      place[shown.get(i)] = i;
      positions[i] = first.get(shown.get(i));
      times[i] = counts.get(shown.get(i));
    }
    long[] back = new long[count];
    for (int i = 0; i < count; i++) back[i] = place[group[i]];
    Array at = Array.ofIndices(positions, positions.length);
    return List.of(
        x.pick(axis, at),
        at,
        Array.ofIndices(back, back.length),
        Array.ofIndices(times, times.length));
  }

  private static double[][] rows(Array x, int axis, int count) {
    Array flat = x.transpose(0, axis);
    double[] all = count == 0 ? new double[0] : flat.toDoubles();
    int width = count == 0 ? 0 : all.length / count;
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
    return rows;
  }
}
