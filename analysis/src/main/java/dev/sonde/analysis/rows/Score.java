package dev.sonde.analysis.rows;

/**
 * How well rows were told apart.
 *
 * @param accuracy share of rows put in the right group
 * @param balancedAccuracy mean over groups of the share of its rows put right: 1/groups by chance
 * @param f1 mean over groups of the harmonic mean of precision and recall; a group that nothing was
 *     put in rightly counts 0
 */
public record Score(double accuracy, double balancedAccuracy, double f1) {

  static Score of(int[] truth, int[] predicted, int classes) {
    int[] actual = new int[classes];
    int[] claimed = new int[classes];
    int[] right = new int[classes];
    for (int i = 0; i < truth.length; i++) {
      actual[truth[i]]++;
      claimed[predicted[i]]++;
      if (truth[i] == predicted[i]) right[truth[i]]++;
    }
    int hits = 0;
    double recall = 0;
    double f1 = 0;
    int present = 0;
    for (int k = 0; k < classes; k++) {
      hits += right[k];
      if (actual[k] > 0) {
        present++;
        recall += (double) right[k] / actual[k];
      }
      if (right[k] > 0) f1 += 2.0 * right[k] / (actual[k] + claimed[k]);
    }
    return new Score((double) hits / truth.length, recall / present, f1 / classes);
  }
}
