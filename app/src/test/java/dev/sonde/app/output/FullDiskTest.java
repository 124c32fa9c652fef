package dev.sonde.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No room for what is to be written: the program runs in a process whose files may have one block,
 * and the system refuses the rest as it does on a full disk.
 */
class FullDiskTest {

  @TempDir Path folder;

  private Path vectors() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[4000];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble();
    Path file = folder.resolve("vectors.npy");
    NpyWriter.write(Tensor.ofFloats("vectors", Shape.of(1000, 4), values), file);
    return file;
  }

  private void assertNothingIsLeft(String output, String... arguments) throws Exception {
    Path shell = Path.of("/bin/sh");
    Assumptions.assumeTrue(Files.isExecutable(shell), "no shell here");
    Path out = folder.resolve(output);
    List<String> command = new ArrayList<>(List.of(shell.toString(), "-c"));
    command.add("ulimit -f 1 && exec \"$@\"");
    command.addAll(
        List.of(
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.sonde.app.Main"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-o", out.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(2);
    assertThat(said).contains("sonde: " + out + ": cannot be written: ").doesNotContain("\tat ");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("vectors.npy");
    }
  }

  @Test
  void coordinates_withoutRoom_areOneLineAndNoFile() throws Exception {
    String vectors = vectors().toString();
    assertNothingIsLeft("map.npy", "project", vectors, "--method", "pca", "--judged", "10");
  }

  @Test
  void tables_withoutRoom_areOneLineAndNoFile() throws Exception {
    String vectors = vectors().toString();
    assertNothingIsLeft("map.csv", "project", vectors, "--method", "pca", "--judged", "10");
  }
}
