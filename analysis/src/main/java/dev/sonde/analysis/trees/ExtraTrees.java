package dev.sonde.analysis.trees;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * Importances of dimensions by extremely randomised trees (Geurts, Ernst, Wehenkel 2006): in every
 * node some dimensions are drawn, each is cut at a random place between its extremes, and the cut
 * that lowers Gini's impurity most is kept; trees grow until their leaves are pure, on all points.
 *
 * <p>Drawing, cutting and importances are those of scikit-learn's {@code ExtraTreesClassifier};
 * only the random numbers differ. A tree has a seed of its own, so the result does not depend on
 * the threads. Costs trees · tried · count · depth.
 *
 * @param importance per dimension: the mean over trees of its share in the tree's decrease of
 *     impurity; sums to 1, or is 0 throughout where no tree could split
 * @param trees how many
 * @param depth of the deepest tree
 * @param nodes of all trees
 */
public record ExtraTrees(List<Double> importance, int trees, int depth, long nodes) {

  public ExtraTrees {
    importance = List.copyOf(importance);
  }

  /**
   * @param trees how many
   * @param tried dimensions drawn in a node, or 0 for ⌊√dimensions⌋
   * @param seed of the forest
   */
  public record Settings(int trees, int tried, long seed) {
    public Settings {
      if (trees < 1 || tried < 0) {
        throw new IllegalArgumentException(
            "trees must be at least 1 and tried not negative, not %d and %d"
                .formatted(trees, tried));
      }
    }

    /** 100 trees, √dimensions tried, seed 0. */
    public static Settings defaults() {
      return new Settings(100, 0, 0);
    }

    public Settings withTrees(int value) {
      return new Settings(value, tried, seed);
    }

    public Settings withSeed(long value) {
      return new Settings(trees, tried, value);
    }
  }

  /**
   * @param points [count × dimensions]
   * @param labels one per point, 0 … classes−1
   */
  public static ExtraTrees of(
      Points points, int[] labels, int classes, Settings settings, Workers workers) {
    return of(Columns.of(points), labels, classes, settings, workers);
  }

  /** The same for points whose columns several forests share. */
  public static ExtraTrees of(
      Columns columns, int[] labels, int classes, Settings settings, Workers workers) {
    check(columns, labels, classes);
    int tried =
        settings.tried > 0
            ? Math.min(settings.tried, columns.dimensions())
            : Math.max(1, (int) Math.sqrt(columns.dimensions()));
    ClassOrder order = ClassOrder.of(labels, classes);
    Tree[] forest = new Tree[settings.trees];
    workers.each(
        forest.length,
        t -> {
          forest[t] = new Tree(columns, order, tried, settings.seed * 0x9e3779b97f4a7c15L + t);
          forest[t].grow();
        });
    double[] importance = new double[columns.dimensions()];
    int depth = 0;
    long nodes = 0;
    for (Tree tree : forest) {
      tree.addImportance(importance);
      depth = Math.max(depth, tree.depth());
      nodes += tree.nodes();
    }
    double sum = Arrays.stream(importance).sum();
    for (int k = 0; k < importance.length && sum > 0; k++) {
      importance[k] /= sum;
    }
    return new ExtraTrees(Arrays.stream(importance).boxed().toList(), settings.trees, depth, nodes);
  }

  private static void check(Columns columns, int[] labels, int classes) {
    if (labels.length != columns.count() || labels.length == 0) {
      throw new IllegalArgumentException(
          "%d labels for %d points".formatted(labels.length, columns.count()));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "point %d has label %d; labels go from 0 to %d".formatted(i, labels[i], classes - 1));
      }
    }
  }
}
