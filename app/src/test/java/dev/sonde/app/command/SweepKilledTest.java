package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of states whose driver and workers are killed at random moments. */
class SweepKilledTest {

  private static final int KILLS = 10;

  @TempDir private Path folder = Path.of("");

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

  @Test
  void driverAndWorkersKilledTenTimes_tablesEqualAnUndisturbedSweeps() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    finish(start(undisturbed));
    String expected = tables(undisturbed);
    assertThat(expected.lines().count()).isEqualTo(1 + 4 * 2);

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

  private Process start(Path out) throws IOException {
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
    Path said = Files.createTempFile(folder, "driver", ".txt");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
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
