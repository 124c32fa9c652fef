package dev.sonde.network.program;

import dev.sonde.network.memory.MemoryLimit;

/**
 * What one run may take.
 *
 * @param steps operators called and rounds of loops begun, at most
 * @param bytes of all arrays that it makes, at most
 * @param items of any list, dictionary or text, at most
 * @param depth functions in functions, at most
 */
public record Limits(long steps, long bytes, int items, int depth) {

  /** Half of the machine's memory; real models stay far below the others. */
  public static Limits defaults() {
    return new Limits(2_000_000, MemoryLimit.ofMachine().bytes(), 1 << 20, 64);
  }

  /** The same within so much memory. */
  public Limits within(MemoryLimit memory) {
    return new Limits(steps, memory.bytes(), items, depth);
  }
}
