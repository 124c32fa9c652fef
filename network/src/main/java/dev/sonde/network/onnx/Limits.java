package dev.sonde.network.onnx;

import java.util.Arrays;

/** What a file may ask for at most. Real models stay far below. */
final class Limits {

  /** Graphs in graphs and functions in functions. */
  static final int DEPTH = 32;

  /** Planned nodes, functions written out at each place that uses them. */
  static final int STEPS = 500_000;

  /** Nodes run in one call; what they make is kept until it ends. */
  static final long RUN_STEPS = 2_000_000;

  /** Rounds of all loops in one call. */
  static final long ROUNDS = 50_000;

  /** Elements of one array: 2 GB of float32. */
  static final long ELEMENTS = 1L << 29;

  static final int RANK = 16;

  /** Elements of a sequence. */
  static final int SEQUENCE = 1 << 16;

  /** Steps of matching one text against a pattern of the file. */
  static final int MATCHING = 1_000_000;

  /** Elements of a sparse constant, written out. */
  static final long SPARSE = 1L << 20;

  private Limits() {}

  /** Whether an array of this shape may be made. */
  static boolean allows(long... shape) {
    if (shape.length > RANK) return false;
    double count = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
    return count <= ELEMENTS && Arrays.stream(shape).allMatch(extent -> extent >= 0);
  }
}
