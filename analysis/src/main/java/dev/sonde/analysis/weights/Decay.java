package dev.sonde.analysis.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Slices that have decayed, and where they are found again: what one layer gives on a channel, the
 * next takes there, so a channel that is dead in both is dead in the network.
 */
final class Decay {

  /** Slices named in a sentence. */
  private static final int NAMED = 12;

  private Decay() {}

  /**
   * Finds the decayed slices of one tensor. Those of the second axis are left out where an earlier
   * tensor's finding names them already.
   */
  static void find(List<TensorFacts> tensors, int number, List<Finding> found) {
    TensorFacts t = tensors.get(number);
    for (AxisScale scale : t.scales()) {
      if (scale.decayed().isEmpty() || isTold(tensors, number, scale)) continue;
      String sentence =
          scale.decayed().size() + " of " + scale.extent() + ": " + names(scale.decayed());
      String next = next(tensors, number, scale);
      found.add(
          new Finding(
              scale.axis() == 0 ? Finding.Kind.DECAYED_ROWS : Finding.Kind.DECAYED_COLUMNS,
              t.address(),
              scale.decayed().size(),
              sentence + next));
    }
  }

  private static String names(List<Integer> slices) {
    String named =
        slices.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return slices.size() > NAMED ? named + ", …" : named;
  }

  /** Whether the layer before has decayed in all of these, so that its finding names them. */
  private static boolean isTold(List<TensorFacts> tensors, int number, AxisScale scale) {
    TensorFacts t = tensors.get(number);
    for (int before = number - 1; before >= 0; before--) {
      TensorFacts given = tensors.get(before);
      for (AxisScale out : given.scales()) {
        if (out.extent() != scale.extent()) continue;
        if (follows(out.axis(), given.rank(), scale.axis(), t.rank())) {
          return out.decayed().containsAll(scale.decayed());
        }
      }
    }
    return false;
  }

  /** What of it the next layer that takes as many channels has decayed too. */
  private static String next(List<TensorFacts> tensors, int number, AxisScale scale) {
    int rank = tensors.get(number).rank();
    for (TensorFacts next : tensors.subList(number + 1, tensors.size())) {
      for (AxisScale taken : next.scales()) {
        if (taken.extent() != scale.extent()) continue;
        if (!follows(scale.axis(), rank, taken.axis(), next.rank())) continue;
        List<Integer> both = new ArrayList<>(scale.decayed());
        both.retainAll(taken.decayed());
        if (both.isEmpty()) return "";
        String which = both.equals(scale.decayed()) ? "" : names(both) + " ";
        return ", " + which + "also as columns of " + next.address();
      }
    }
    return "";
  }

  /** Outputs are the first axis and inputs the second (PyTorch), or the last and the one before. */
  private static boolean follows(int out, int outRank, int in, int inRank) {
    return (out == 0 && in == 1) || (out == outRank - 1 && in == inRank - 2);
  }
}
