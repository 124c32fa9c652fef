package dev.sonde.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights stay in their file until they are used: counted in bytes, not in seconds. */
class OpeningTest {

  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final Path READS = Path.of("/proc/self/io");
  private static final long LITTLE = 16 << 20;

  @TempDir private Path folder;

  /** Makes a large file in a folder. */
  private interface Maker {
    Path in(Path folder) throws IOException;
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

  @ParameterizedTest
  @ValueSource(strings = {"safetensors", "pt", "onnx", "onnx beside"})
  void openingALargeFile_touchesLittleOfIt(String kind) throws IOException {
    assumeTrue(Files.isReadable(MAPPINGS) && Files.isReadable(READS), "needs Linux' /proc");
    Maker maker =
        switch (kind) {
          case "safetensors" -> LargeFiles::safetensors;
          case "pt" -> LargeFiles::torchZip;
          case "onnx" -> LargeFiles::onnx;
          default -> LargeFiles::onnxBeside;
        };
    Path file = maker.in(folder);
    Path weights = kind.endsWith("beside") ? folder.resolve("large.data") : file;
    assertThat(Files.size(weights)).isGreaterThanOrEqualTo(LargeFiles.BYTES);
    Hints hints = Hints.none().activation("relu");
    // Classes and libraries are read once, and not from this file.
    ArrayNetwork.open(file, hints).close();
    long before = read();
    try (ArrayNetwork network = ArrayNetwork.open(file, hints)) {
      assertThat(network.parameters().count())
          .isGreaterThanOrEqualTo(LargeFiles.UNITS * LargeFiles.UNITS);
      assertThat(resident(weights)).isLessThan(LITTLE);
      assertThat(read() - before).isLessThan(LITTLE);
    }
  }
}
