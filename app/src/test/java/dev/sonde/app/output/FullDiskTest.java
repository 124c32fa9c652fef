package dev.sonde.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.Main;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.file.OutputException;
import dev.sonde.study.run.Database;
import dev.sonde.study.run.TableFile;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No room for what is to be written: the program runs in a process whose files may have one block,
 * and the system refuses the rest as it does on a full disk.
 */
class FullDiskTest {

  private static final Path LIMIT = Path.of("/usr/bin/prlimit");

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
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("-o", folder.resolve(output).toString()));
    assertNothingIsLeft(Main.class, true, output, words);
  }

  private void assertNothingIsLeft(
      Class<?> program, boolean limited, String output, List<String> arguments) throws Exception {
    List<Path> before = files();
    assertThat(said(program, limited, arguments))
        .contains("sonde: " + folder.resolve(output) + ": cannot be written: ");
    assertThat(files()).isEqualTo(before);
  }

  /** What a program says that ends with exit code 2 and no stack trace. */
  private static String said(Class<?> program, boolean limited, List<String> arguments)
      throws Exception {
    Path shell = Path.of("/bin/sh");
    Assumptions.assumeTrue(Files.isExecutable(shell), "no shell here");
    List<String> command = new ArrayList<>(List.of(shell.toString(), "-c"));
    command.add((limited ? "ulimit -f 1 && " : "") + "exec \"$@\"");
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
            program.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(2);
    assertThat(said).doesNotContain("\tat ");
    return said;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
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

  private Path run() throws IOException {
    Table.Builder table = Table.named("t").column(Head.of("x", Head.Type.INTEGER));
    for (long i = 0; i < 3000; i++) table.row(List.of(i * 7919));
    Path run = Files.createDirectory(folder.resolve("run"));
    Database.write(run.resolve(Database.FILE), sink -> sink.add(table.build()));
    return run;
  }

  @Test
  void answersOfQueries_withoutRoomForTheirProgram_areOneLineAndNoFile() throws Exception {
    List<String> words = List.of("sql", "--run", run().toString(), "select * from t");
    List<Path> before = files();
    String said = said(Main.class, true, words);
    assertThat(said).contains(": DuckDB's library cannot be unpacked there (");
    assertThat(files()).isEqualTo(before);
  }

  /** The database writes these itself, each in its own way. */
  @ParameterizedTest
  @CsvSource({"t.csv, ''", "t.parquet, ''", "t, part"})
  void tablesOfADatabase_withoutRoom_areOneLineAndNoFile(String output, String partition)
      throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(LIMIT), "no " + LIMIT + " here");
    Path out = folder.resolve(output);
    assertNothingIsLeft(
        Exporting.class, false, output, List.of(run().toString(), out.toString(), partition));
  }

  /**
   * Only a survey writes a table so, and it has others to write before. The room ends when DuckDB's
   * library is unpacked.
   */
  static final class Exporting {
    private Exporting() {}

    public static void main(String[] arguments) throws Exception {
      DriverManager.getConnection("jdbc:duckdb:").close();
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder(LIMIT.toString(), "--fsize=512", "--pid", self).start().waitFor();
      try {
        String sql = "select *, x % 2 as part from t";
        TableFile.export(Path.of(arguments[0]), sql, Path.of(arguments[1]), arguments[2]);
      } catch (OutputException e) {
        System.out.println("sonde: " + e.getMessage());
        System.exit(2);
      }
    }
  }
}
