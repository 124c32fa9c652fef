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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of states that is killed at random moments, or has no more room to write. */
class SweepDisturbedTest {

  private static final int KILLS = 10;

  @TempDir private static Path folder = Path.of("");

  private static List<String> study(Path out) {
    return List.of(
        "study",
        "states",
        "--machines",
        "tomita1,tomita4",
        "--cells",
        "gru,tanh",
        "--repeats",
        "1",
        "--words",
        "400",
        "--epochs",
        "6",
        "--clusterings",
        "lda,k-means n",
        "--slots",
        "2",
        "--processes",
        "--out",
        out.toString());
  }

  private static String expected = "";

  @BeforeAll
  static void undisturbed() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    finish(start(undisturbed));
    expected = tables(undisturbed);
    assertThat(expected.lines().count()).isEqualTo(1 + 4 * 2);
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
    inside.addAll(command(disk.resolve("study")));
    assumeTrue(
        started(List.of("unshare", "-rm", "true"), full).waitFor() == 0,
        "this machine lets nobody mount a small file system");
    finish(started(inside, folder.resolve("enlarged.txt")));
    assertThat(Files.readAllLines(full))
        .filteredOn(line -> !line.startsWith("WARNING"))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("sonde: ") && line.contains("No space left on device"));
    assertThat(tables(folder.resolve("enlarged"))).isEqualTo(expected);
  }

  @Test
  void driverAndWorkersKilledTenTimes_tablesEqualAnUndisturbedSweeps() throws Exception {
    Random random = new Random(4);
    int sweeps = 1;
    int kills = 0;
    while (kills < KILLS) {
      Process driver = start(sweep(sweeps));
      if (killed(driver, random)) kills++;
      else sweeps++; // it ended first: the next kills need another sweep
    }
    for (int i = 1; i <= sweeps; i++) {
      finish(start(sweep(i)));
      assertThat(tables(sweep(i))).isEqualTo(expected);
    }
  }

  private Path sweep(int number) {
    return folder.resolve("sweep-" + number);
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

  private static Process start(Path out) throws IOException {
    return started(command(out), Files.createTempFile(folder, "driver", ".txt"));
  }

  private static Process started(List<String> command, Path said) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  private static List<String> command(Path out) {
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
    command.addAll(study(out));
    return command;
  }

  private static String tables(Path study) {
    StringWriter said = new StringWriter();
    Console console = new Console(new PrintWriter(said), new PrintWriter(said), false, 100);
    String query = "select * from networks join clusterings using (trial) order by all";
    assertThat(Main.run(console, "sql", "--run", study.toString(), query))
        .as(said.toString())
        .isZero();
    return said.toString();
  }
}
