package dev.sonde.network.memory;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes the values of one run may take at once, beside the network's weights.
 *
 * @param bytes at least 1
 * @param origin where the number comes from, for messages: {@code half of this machine's memory}
 */
public record MemoryLimit(long bytes, String origin) {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) ?([KMGT])i?B?");

  private static final long[] UNITS = {1L << 10, 1L << 20, 1L << 30, 1L << 40};

  public MemoryLimit {
    if (bytes < 1) throw new MemoryException("a limit of " + bytes + " bytes; at least 1");
  }

  /** Half of the memory that this machine, or the container around the program, has. */
  public static MemoryLimit ofMachine() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean machine
            ? machine.getTotalMemorySize()
            : 2 * Runtime.getRuntime().maxMemory();
    return new MemoryLimit(Math.max(1, memory / 2), "half of this machine's memory");
  }

  public static MemoryLimit of(long bytes) {
    return new MemoryLimit(bytes, "as was set");
  }

  /**
   * Reads a size such as {@code 500M} or {@code 4G}, in units of 1024.
   *
   * @throws MemoryException if it is none
   */
  public static MemoryLimit of(String text) {
    Matcher size = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT).replace("I", "i"));
    if (!size.matches()) {
      throw new MemoryException("'" + text + "' is no amount of memory; write 500M or 4G");
    }
    long unit = UNITS["KMGT".indexOf(size.group(2))];
    return of(Long.parseLong(size.group(1)) * unit);
  }

  /** {@code 1.5 GB}, in units of 1024. */
  public static String words(long bytes) {
    for (int i = UNITS.length - 1; i >= 0; i--) {
      if (bytes >= UNITS[i]) {
        return String.format(Locale.ROOT, "%.1f %sB", bytes / (double) UNITS[i], "KMGT".charAt(i));
      }
    }
    return bytes + " bytes";
  }
}
