package dev.sonde.analysis.scan;

/** Room for one thread's work. */
final class Scratch {

  /** Elements of a block: what is made of them stays in the first two caches. */
  static final int BLOCK = 4096;

  final float[] floats = new float[BLOCK];
  final double[] doubles = new double[BLOCK];
  final int[] bits = new int[BLOCK];

  /** Distances from the center of a {@link Grid}, and their bits. */
  final float[] distances = new float[BLOCK];

  final int[] distanceBits = new int[BLOCK];

  /** How many values had each {@link Grid#key}, or each code of a small type. */
  final int[] counts = new int[Grid.CELLS];
}
