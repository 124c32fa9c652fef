package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sweep of states that is killed at random moments, or has no more room to write. */
class SweepDisturbedTest {

  /** Of each sweep. */
  private static final int KILLS = 5;

  @TempDir private static Path folder = Path.of("");

  /** A study in small, and what it finds. */
  enum Sweep {
    /** One stage. */
    STATES(
        "study states --machines tomita1,tomita4 --cells gru,tanh --repeats 1 --words 400 --epochs"
            + " 6 --clusterings lda",
        "select * from networks join clusterings using (trial) order by all"),
    /** Two: what is looked into must have been trained. */
    ADDITION(
        "study addition --digits 1 --units 6 --samples 60 --epochs 40 --runs 2 --looked 2 --asked"
            + " 40 --no-variants",
        "select * from accuracy, ablation order by all");

    private final String command;
    private final String query;

    Sweep(String command, String query) {
      this.command = command;
      this.query = query;
    }

    private List<String> command(Path out) {
      List<String> all = new ArrayList<>(List.of(command.split(" ")));
      all.addAll(List.of("--slots", "2", "--processes", "--out", out.toString()));
      return all;
    }
  }

  private static final Map<Sweep, String> EXPECTED = new EnumMap<>(Sweep.class);

  @BeforeAll
  static void undisturbed() throws Exception {
    for (Sweep sweep : Sweep.values()) {
      Path undisturbed = folder.resolve("undisturbed-" + sweep);
      finish(start(sweep, undisturbed));
      String tables = tables(sweep, undisturbed);
      assertThat(tables.lines().count()).isGreaterThan(4);
      EXPECTED.put(sweep, tables);
    }
  }

  /** On a file system of 40 kB that then gets larger. */
  @Test
  void fullDisk_isALineForEachTrial_andWithMoreRoomTheSameCommandGoesOn() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path full = folder.resolve("full.txt");
    String script =
        """
        set -e
        mount -t tmpfs -o size=40k tmpfs '%1$s'
        if "$@" >'%2$s' 2>&1; then echo 'fitted in' >>'%2$s'; fi
        mount -o remount,size=64m '%1$s'
        "$@"
        cp -r '%1$s/study' '%3$s'
        """
            .formatted(disk, full, folder.resolve("enlarged"));
    List<String> inside = new ArrayList<>(List.of("unshare", "-rm", "bash", "-c", script, "sonde"));
    inside.addAll(command(Sweep.STATES, disk.resolve("study")));
    assumeTrue(
        started(List.of("unshare", "-rm", "true"), full).waitFor() == 0,
        "this machine lets nobody mount a small file system");
    finish(started(inside, folder.resolve("enlarged.txt")));
    assertThat(Files.readAllLines(full))
        .filteredOn(line -> !line.startsWith("WARNING"))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("sonde: ") && line.contains("no space left on device"));
    assertThat(tables(Sweep.STATES, folder.resolve("enlarged")))
        .isEqualTo(EXPECTED.get(Sweep.STATES));
  }

  @ParameterizedTest
  @EnumSource
  void driverAndWorkersKilledFiveTimes_tablesEqualAnUndisturbedSweeps(Sweep sweep)
      throws Exception {
    Random random = new Random(4);
    int sweeps = 1;
    int kills = 0;
    while (kills < KILLS) {
      Process driver = start(sweep, disturbed(sweep, sweeps));
      if (killed(driver, random)) kills++;
      else sweeps++; // it ended first: the next kills need another sweep
    }
    for (int i = 1; i <= sweeps; i++) {
      finish(start(sweep, disturbed(sweep, i)));
      assertThat(tables(sweep, disturbed(sweep, i))).isEqualTo(EXPECTED.get(sweep));
    }
  }

  private static Path disturbed(Sweep sweep, int number) {
    return folder.resolve(sweep + "-" + number);
  }

  /** Kills the driver, or one of its workers and lets the driver go on. */
  private static boolean killed(Process driver, Random random) throws InterruptedException {
    boolean aWorker = random.nextBoolean();
    Optional<ProcessHandle> worker = Optional.empty();
    while (driver.isAlive() && worker.isEmpty()) {
      worker = driver.descendants().findAny();
      Thread.sleep(20);
    }
    if (driver.waitFor(random.nextInt(2000), TimeUnit.MILLISECONDS)) {
      assertThat(driver.exitValue()).isZero();
      return false;
    }
    if (aWorker) {
      boolean hit = worker.orElseThrow().destroyForcibly();
      finish(driver);
      return hit;
    }
    driver.destroyForcibly();
    driver.waitFor();
    return true;
  }

  private static void finish(Process driver) throws InterruptedException {
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(driver.exitValue()).isZero();
  }

  private static Process start(Sweep sweep, Path out) throws IOException {
    return started(command(sweep, out), Files.createTempFile(folder, "driver", ".txt"));
  }

  private static Process started(List<String> command, Path said) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  private static List<String> command(Sweep sweep, Path out) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // short lives
            "-cp",
            System.getProperty("java.class.path"),
            "dev.sonde.app.Main"));
    command.addAll(sweep.command(out));
    return command;
  }

  private static String tables(Sweep sweep, Path study) {
    StringWriter said = new StringWriter();
    Console console = new Console(new PrintWriter(said), new PrintWriter(said), false, 100);
    assertThat(Main.run(console, "sql", "--run", study.toString(), sweep.query))
        .as(said.toString())
        .isZero();
    return said.toString();
  }
}
