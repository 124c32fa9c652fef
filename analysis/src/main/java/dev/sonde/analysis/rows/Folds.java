package dev.sonde.analysis.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which runs are held out together. Each fold holds out one run of every group, so that neither
 * what is learned from nor what is asked about leans to a group: leaving out a single run instead
 * makes its group the rarer one in training, and chance itself then scores below one half. Groups
 * of more runs than there are folds hold out several at a time; groups of fewer hold out some runs
 * more than once.
 */
final class Folds {

  private Folds() {}

  /**
   * The runs that each fold holds out.
   *
   * @param labels the group of each run
   * @param most folds
   */
  static List<int[]> of(int[] labels, int groups, int most) {
    List<int[]> members = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      int wanted = group;
      members.add(IntStream.range(0, labels.length).filter(r -> labels[r] == wanted).toArray());
    }
    int largest = members.stream().mapToInt(m -> m.length).max().orElse(0);
    int folds = Math.min(most, largest);
    List<int[]> heldOut = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      int fold = f;
      heldOut.add(
          members.stream()
              .flatMapToInt(
                  m ->
                      m.length <= folds
                          ? IntStream.of(m[fold % m.length])
                          : IntStream.range(0, m.length)
                              .filter(i -> i % folds == fold)
                              .map(i -> m[i]))
              .sorted()
              .toArray());
    }
    return heldOut;
  }
}
