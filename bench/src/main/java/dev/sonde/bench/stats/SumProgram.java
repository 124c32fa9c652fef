package dev.sonde.bench.stats;

import dev.sonde.bench.BenchException;
import dev.sonde.bench.Contender;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The loop in C ({@code sum.c}), compiled for this machine. */
final class SumProgram {

  private SumProgram() {}

  /**
   * Compiles the loop.
   *
   * @param reorder whether the compiler may add in another order, and so in vectors
   */
  static Contender compile(Path folder, MadeFile file, MadeFile.Kind kind, boolean reorder)
      throws IOException {
    Path source = folder.resolve("sum.c");
    try (InputStream in = SumProgram.class.getResourceAsStream("sum.c")) {
      if (in == null) throw new IllegalStateException("sum.c is not in the jar");
      Files.write(source, in.readAllBytes());
    }
    Path program = folder.resolve("sum-" + kind.label + (reorder ? "-reordered" : ""));
    List<String> command =
        new ArrayList<>(
            List.of(
                "gcc",
                "-O3",
                "-march=native",
                "-DELEMENT=" + kind.element,
                "-DVALUE(v)=" + kind.value));
    if (reorder) command.add("-ffast-math");
    command.addAll(List.of(source.toString(), "-o", program.toString()));
    run(command);
    return new Contender(
        List.of(
            program.toAbsolutePath().toString(),
            file.path().toString(),
            Long.toString(file.offset()),
            Long.toString(file.bytes())));
  }

  private static void run(List<String> command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new BenchException("gcc is needed for the loop in C: " + e.getMessage());
    }
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) throw new BenchException("gcc: " + output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
  }
}
