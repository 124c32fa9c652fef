package dev.sonde.analysis.groups;

import dev.sonde.numbers.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether runs of one group are more alike than runs of different groups, from how alike any two
 * runs are: analysis of variance of the angles arccos s (Anderson 2001), with a permutation test
 * over runs.
 *
 * @param within mean similarity of two runs of one group; NaN without such a pair
 * @param between mean similarity of two runs of different groups
 * @param effect ω² of the angles: 0 in expectation where groups do not differ, 1 where runs differ
 *     only between groups
 * @param p share of relabellings of the runs that separate them as well; NaN where a similarity is
 *     not known
 */
public record RunSeparation(double within, double between, double effect, double p) {

  /**
   * @param similarity [runs × runs], symmetric; the first runs are the first group's
   * @param sizes runs per group, at least two groups
   */
  public static RunSeparation of(double[][] similarity, int[] sizes, Relabellings relabellings) {
    int runs = Arrays.stream(sizes).sum();
    if (sizes.length < 2 || similarity.length != runs) {
      throw new IllegalArgumentException(
          "similarities of %d runs for groups of %s"
              .formatted(similarity.length, Arrays.toString(sizes)));
    }
    int[] group = new int[runs];
    for (int g = 0, run = 0; g < sizes.length; g++) {
      for (int i = 0; i < sizes[g]; i++) group[run++] = g;
    }
    List<Double> angles = new ArrayList<>();
    List<Double> within = new ArrayList<>();
    List<Double> between = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      for (int j = i + 1; j < runs; j++) {
        double alike = similarity[i][j];
        angles.add(Math.acos(Math.clamp(alike, -1, 1)));
        (group[i] == group[j] ? within : between).add(alike);
      }
    }
    double mean = Sample.mean(within);
    double apart = Sample.mean(between);
    if (angles.stream().anyMatch(a -> a.isNaN())) {
      return new RunSeparation(mean, apart, Double.NaN, Double.NaN);
    }
    PseudoF test = new PseudoF(angles, sizes);
    return new RunSeparation(
        mean, apart, test.effect(), relabellings.p(test.reached(relabellings)));
  }
}
