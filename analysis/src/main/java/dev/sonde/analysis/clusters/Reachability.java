package dev.sonde.analysis.clusters;

import dev.sonde.analysis.neighbours.Walk;
import java.util.Arrays;

/** The reachability plot of OPTICS: the points in walking order with their distances. */
public final class Reachability {
  private final int[] order;
  private final int[] predecessors;
  private final double[] reachability;
  private final double[] core;

  private Reachability(int[] order, int[] predecessors, double[] reachability, double[] core) {
    this.order = order;
    this.predecessors = predecessors;
    this.reachability = reachability;
    this.core = core;
  }

  static Reachability of(Walk walk, float[] squaredCore) {
    int n = squaredCore.length;
    int[] order = new int[n];
    Arrays.setAll(order, walk::order);
    int[] predecessors = new int[n];
    Arrays.setAll(predecessors, walk::predecessor);
    double[] reachability = new double[n];
    Arrays.setAll(reachability, i -> Math.sqrt(walk.squared(i)));
    double[] core = new double[n];
    Arrays.setAll(core, i -> Math.sqrt(squaredCore[i]));
    return new Reachability(order, predecessors, reachability, core);
  }

  public int count() {
    return order.length;
  }

  /** The point at position {@code step} of the walk. */
  public int point(int step) {
    return order[step];
  }

  /** Distance at which {@code point} was reached; infinite where the walk began anew. */
  public double reachability(int point) {
    return reachability[point];
  }

  /** Distance of {@code point} to the last of its {@code minimum} nearest. */
  public double core(int point) {
    return core[point];
  }

  /** The point from which {@code point} was reached, or −1. */
  public int predecessor(int point) {
    return predecessors[point];
  }
}
