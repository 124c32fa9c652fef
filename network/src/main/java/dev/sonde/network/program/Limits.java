package dev.sonde.network.program;

import java.lang.management.ManagementFactory;

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
    return new Limits(2_000_000, memory() / 2, 1 << 20, 64);
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 2 * Runtime.getRuntime().maxMemory();
  }
}
