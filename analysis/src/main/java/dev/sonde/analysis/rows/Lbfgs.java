package dev.sonde.analysis.rows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS (Nocedal and Wright 2006, algorithms 7.4 and 7.5) with a backtracking line
 * search, for smooth convex functions.
 */
final class Lbfgs {

  private static final int MEMORY = 10;
  private static final double SUFFICIENT = 1e-4;

  /** Near the optimum a good step lowers the value by less than its sum can show. */
  private static final double ROUNDING = 1e-13;

  private static final int MAX_BACKTRACKS = 50;

  private Lbfgs() {}

  /** A function and its gradient. */
  @FunctionalInterface
  interface Objective {
    /** The value at {@code x}; overwrites {@code gradient}. */
    double at(double[] x, double[] gradient);
  }

  /** A step and the change of the gradient over it. */
  private record Change(Vector step, Vector gradient, double product) {}

  /** An array that is compared by identity. */
  private static final class Vector {
    private final double[] values;

    Vector(double[] values) {
      this.values = values;
    }
  }

  /**
   * Improves {@code x} in place until no part of the gradient exceeds {@code tolerance}.
   *
   * @return whether that was reached; false after {@code iterations}, or where rounding allows no
   *     further step
   */
  static boolean minimise(Objective objective, double[] x, double tolerance, int iterations) {
    double[] gradient = new double[x.length];
    double value = objective.at(x, gradient);
    Deque<Change> memory = new ArrayDeque<>();
    for (int iteration = 0; iteration < iterations; iteration++) {
      if (largest(gradient) <= tolerance) return true;
      double[] direction = direction(gradient, memory);
      double slope = dot(direction, gradient);
      if (slope >= 0) {
        memory.clear();
        direction = direction(gradient, memory);
        slope = dot(direction, gradient);
      }
      double step = memory.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
      double[] next = new double[x.length];
      double[] nextGradient = new double[x.length];
      int tries = 0;
      double nextValue;
      while (true) {
        for (int i = 0; i < x.length; i++) next[i] = x[i] + step * direction[i];
        nextValue = objective.at(next, nextGradient);
        if (nextValue <= value + SUFFICIENT * step * slope + ROUNDING * Math.abs(value)) break;
        if (++tries == MAX_BACKTRACKS) return false;
        // The minimum of the parabola through what is known, kept inside the step.
        double parabola = -slope * step * step / (2 * (nextValue - value - slope * step));
        step = Math.clamp(parabola, 0.1 * step, 0.5 * step);
      }
      remember(memory, x, next, gradient, nextGradient);
      System.arraycopy(next, 0, x, 0, x.length);
      gradient = nextGradient;
      value = nextValue;
    }
    return largest(gradient) <= tolerance;
  }

  private static void remember(
      Deque<Change> memory, double[] x, double[] next, double[] gradient, double[] nextGradient) {
    double[] step = new double[x.length];
    double[] change = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      step[i] = next[i] - x[i];
      change[i] = nextGradient[i] - gradient[i];
    }
    double product = dot(step, change);
    if (product <= 1e-300) return;
    if (memory.size() == MEMORY) memory.removeFirst();
    memory.addLast(new Change(new Vector(step), new Vector(change), product));
  }

  private static double[] direction(double[] gradient, Deque<Change> memory) {
    double[] direction = new double[gradient.length];
    for (int i = 0; i < gradient.length; i++) direction[i] = -gradient[i];
    double[] alphas = new double[memory.size()];
    int at = 0;
    for (Iterator<Change> back = memory.descendingIterator(); back.hasNext(); ) {
      Change change = back.next();
      double alpha = dot(change.step.values, direction) / change.product;
      alphas[at++] = alpha;
      Kernel.add(direction, 0, direction.length, change.gradient.values, 0, -alpha);
    }
    if (!memory.isEmpty()) {
      Change last = memory.getLast();
      double scale = last.product / dot(last.gradient.values, last.gradient.values);
      for (int i = 0; i < direction.length; i++) direction[i] *= scale;
    }
    for (Change change : memory) {
      double beta = dot(change.gradient.values, direction) / change.product;
      Kernel.add(direction, 0, direction.length, change.step.values, 0, alphas[--at] - beta);
    }
    return direction;
  }

  private static double largest(double[] gradient) {
    double largest = 0;
    for (double part : gradient) largest = Math.max(largest, Math.abs(part));
    return largest;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }
}
