package dev.sonde.analysis.regression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Limited-memory BFGS (Nocedal and Wright, <i>Numerical Optimization</i>, algorithms 7.4 and 7.5)
 * with a line search for the weak Wolfe conditions by bisection, which a convex objective needs no
 * more than. Ends quietly where rounding lets nothing decrease any more.
 */
public final class Lbfgs {
  private static final int MEMORY = 20;
  private static final double SUFFICIENT = 1e-4;
  private static final double CURVATURE = .9;
  private static final int SEARCH = 30;

  /** Near the optimum a good step lowers the value by less than its sum can show. */
  private static final double ROUNDING = 1e-13;

  private final Objective objective;
  private final Deque<Pair> memory = new ArrayDeque<>();
  private double[] at;
  private double[] gradient;
  private double value;

  /** Something smooth and convex. */
  @FunctionalInterface
  public interface Objective {
    /** The value; overwrites the gradient. */
    double at(double[] parameters, double[] gradient);
  }

  /** Where the search ended; {@link #at} is a copy. */
  public static final class Minimum {
    private final double[] at;
    private final double value;
    private final int iterations;
    private final boolean converged;

    private Minimum(double[] at, double value, int iterations, boolean converged) {
      this.at = at;
      this.value = value;
      this.iterations = iterations;
      this.converged = converged;
    }

    public double[] at() {
      return at.clone();
    }

    public double value() {
      return value;
    }

    public int iterations() {
      return iterations;
    }

    /** Whether the tolerance was reached. */
    public boolean converged() {
      return converged;
    }
  }

  /** A step and the change of the gradient along it. */
  private static final class Pair {
    private final double[] step;
    private final double[] change;
    private final double product;

    Pair(double[] step, double[] change) {
      this.step = step;
      this.change = change;
      this.product = dot(step, change);
    }
  }

  private Lbfgs(Objective objective, double[] start) {
    this.objective = objective;
    this.at = start.clone();
    this.gradient = new double[start.length];
    this.value = objective.at(at, gradient);
  }

  /**
   * Goes down from {@code start} until no component of the gradient exceeds the tolerance.
   *
   * @param iterations at most
   */
  public static Minimum minimise(
      Objective objective, double[] start, double tolerance, int iterations) {
    Lbfgs search = new Lbfgs(objective, start);
    int done = 0;
    while (done < iterations && !search.flat(tolerance) && search.step()) {
      done++;
    }
    return new Minimum(search.at, search.value, done, search.flat(tolerance));
  }

  private boolean flat(double tolerance) {
    for (double g : gradient) {
      if (Math.abs(g) > tolerance) {
        return false;
      }
    }
    return true;
  }

  private boolean step() {
    double[] direction = direction();
    double slope = dot(gradient, direction);
    if (!(slope < 0)) {
      memory.clear();
      direction = direction();
      slope = dot(gradient, direction);
    }
    double length = memory.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    return search(direction, slope, length);
  }

  private boolean search(double[] direction, double slope, double first) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double length = first;
    for (int i = 0; i < SEARCH; i++) {
      double[] next = new double[at.length];
      double[] slopeThere = new double[at.length];
      for (int j = 0; j < next.length; j++) {
        next[j] = at[j] + length * direction[j];
      }
      double there = objective.at(next, slopeThere);
      double most = value + SUFFICIENT * length * slope + ROUNDING * Math.abs(value);
      if (!(there <= most)) {
        high = length;
      } else if (dot(slopeThere, direction) < CURVATURE * slope) {
        low = length;
      } else {
        accept(next, slopeThere, there);
        return true;
      }
      length = high == Double.POSITIVE_INFINITY ? 2 * length : (low + high) / 2;
    }
    return false;
  }

  private void accept(double[] next, double[] slopeThere, double there) {
    double[] step = new double[at.length];
    double[] change = new double[at.length];
    for (int j = 0; j < step.length; j++) {
      step[j] = next[j] - at[j];
      change[j] = slopeThere[j] - gradient[j];
    }
    Pair pair = new Pair(step, change);
    if (pair.product > 1e-12 * dot(change, change)) {
      memory.addLast(pair);
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
    at = next;
    gradient = slopeThere;
    value = there;
  }

  /** −H·g by the two-loop recursion. */
  private double[] direction() {
    double[] q = new double[gradient.length];
    for (int j = 0; j < q.length; j++) {
      q[j] = -gradient[j];
    }
    List<Pair> pairs = new ArrayList<>(memory);
    double[] alpha = new double[pairs.size()];
    for (int i = pairs.size() - 1; i >= 0; i--) {
      Pair pair = pairs.get(i);
      alpha[i] = dot(pair.step, q) / pair.product;
      addTo(q, -alpha[i], pair.change);
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getLast();
      double scale = last.product / dot(last.change, last.change);
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale;
      }
    }
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      addTo(q, alpha[i] - dot(pair.change, q) / pair.product, pair.step);
    }
    return q;
  }

  private static void addTo(double[] to, double factor, double[] from) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * from[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
