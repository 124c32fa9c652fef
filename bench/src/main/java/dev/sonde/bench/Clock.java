package dev.sonde.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Times the work of a contender that is a Java program, from its construction on: the process has
 * started, as the peers' interpreters have when their clocks begin. Processor time is that of the
 * whole process: what the compiler and the collector need while the work runs belongs to it.
 */
public final class Clock {

  private final long wall = System.nanoTime();
  private final long processor = processor();

  private static long processor() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Prints what {@link Contender} reads: one line of JSON. */
  public void done() {
    System.out.printf(
        Locale.ROOT,
        "{\"wall_s\": %.4f, \"cpu_s\": %.4f, \"peak_mb\": %d}%n",
        (System.nanoTime() - wall) / 1e9,
        (processor() - processor) / 1e9,
        peak());
  }

  /** Largest resident size so far in MB, mapped pages among it; 0 where there is no /proc. */
  private static long peak() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
