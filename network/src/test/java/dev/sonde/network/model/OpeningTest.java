package dev.sonde.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights stay in their file until they are used: counted in bytes, not in seconds. */
class OpeningTest {

  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final Path READS = Path.of("/proc/self/io");
  private static final long LITTLE = 16 << 20;

  @TempDir private Path folder;

  /** Two layers whose weights are holes in the file: 4 GB that take no disk. */
  private Path fourGigabytes() throws IOException {
    long units = 1 << 15;
    long bytes = 4 * units * units;
    String header =
        String.format(
            Locale.ROOT,
            "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]},"
                + "\"2.weight\":{\"dtype\":\"F32\",\"shape\":[1,%d],\"data_offsets\":[%d,%d]}}",
            units,
            units,
            bytes,
            units,
            bytes,
            bytes + 4 * units);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("large.safetensors");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer start = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
      out.write(start.putLong(text.length).put(text).flip());
      out.write(ByteBuffer.allocate(1), 8 + text.length + bytes + 4 * units - 1);
    }
    return file;
  }

  /** Bytes of a mapped file that are in this process's memory. */
  private static long resident(Path file) throws IOException {
    long resident = 0;
    boolean here = false;
    for (String line : Files.readAllLines(MAPPINGS)) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) here = line.endsWith(file.toString());
      else if (here && line.startsWith("Rss:")) {
        resident += Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return resident;
  }

  private static long read() throws IOException {
    return Files.readAllLines(READS).stream()
        .filter(line -> line.startsWith("rchar:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void openingAFileOfFourGigabytesTouchesLittleOfIt() throws IOException {
    assumeTrue(Files.isReadable(MAPPINGS) && Files.isReadable(READS), "needs Linux' /proc");
    Path file = fourGigabytes();
    assertThat(Files.size(file)).isGreaterThan(4L << 30);
    Hints hints = Hints.none().activation("relu");
    // Classes and libraries are read once, and not from this file.
    ArrayNetwork.open(file, hints).close();
    long before = read();
    try (ArrayNetwork network = ArrayNetwork.open(file, hints)) {
      assertThat(network.parameters().count()).isEqualTo((1L << 30) + (1L << 15));
      assertThat(resident(file)).isBetween(1L, LITTLE);
      assertThat(read() - before).isLessThan(LITTLE);
    }
  }
}
