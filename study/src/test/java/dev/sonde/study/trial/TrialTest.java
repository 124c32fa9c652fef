package dev.sonde.study.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.figure.table.Table;
import dev.sonde.study.run.Query;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {

  private static final int COUNT = 60;

  @TempDir Path folder;

  private TrialStore store(String name) {
    return new TrialStore(folder.resolve(name));
  }

  /** Everything that a store holds, as one table. */
  private Table gathered(TrialStore store, int count) throws IOException {
    Path run = Files.createTempDirectory(folder, "gathered");
    store.gather(Squares.trials(count), run.resolve("results.duckdb"), List.of());
    return Query.of(List.of(run), "SELECT * FROM squares JOIN trials USING (trial) ORDER BY ALL");
  }

  @Test
  void key_isTheSameOnEveryMachine_andDiffersByAnySetting() {
    Trial trial = Trial.of("states", Map.of("seed", "1", "cell", "gru"));
    assertThat(trial.key()).isEqualTo(KEY).hasSize(24);
    assertThat(Trial.of("states", Map.of("seed", "2", "cell", "gru")).key()).isNotEqualTo(KEY);
    assertThat(Trial.of("states", Map.of("s", "eed1", "cell", "gru")).key()).isNotEqualTo(KEY);
    assertThat(TrialPlan.parse(TrialPlan.line(trial))).isEqualTo(trial);
  }

  // printf '6:states4:cell3:gru4:seed1:1' | sha256sum | cut -c1-24
  private static final String KEY = "3d0597c5f48ed1de3b8c662a";

  @Test
  void finished_areNotRunAgain_andListedTwiceRunOnce() throws IOException {
    TrialStore store = store("a");
    AtomicInteger runs = new AtomicInteger();
    Map<String, Work> works = Map.of("squares", (_, _) -> runs.incrementAndGet());
    List<Trial> trials = new ArrayList<>(Squares.trials(5));
    trials.addAll(Squares.trials(5));
    LocalRunner runner = LocalRunner.threads(3, works);
    assertThat(runner.run(store, trials, TrialListener.silent()).done()).isEqualTo(5);
    LocalRunner.Summary again = runner.run(store, trials, TrialListener.silent());
    assertThat(again.done()).isZero();
    assertThat(again.before()).isEqualTo(5);
    assertThat(runs).hasValue(5);
  }

  @Test
  void failing_leavesTheOthers_andIsTriedAgain() throws IOException {
    TrialStore store = store("a");
    List<Trial> trials = new ArrayList<>(Squares.trials(3));
    trials.add(1, Trial.of("squares", Map.of("n", "-1")));
    LocalRunner.Summary summary =
        LocalRunner.threads(1, Squares.works()).run(store, trials, TrialListener.silent());
    assertThat(summary.done()).isEqualTo(3);
    assertThatThrownBy(summary::requireAll)
        .isInstanceOf(TrialException.class)
        .hasMessageContainingAll("1 trial failed", "disk full");
    assertThat(gathered(store, 3).rows()).hasSize(3 * Squares.STEPS);
  }

  @Test
  void interrupted_savesAndGoesOn() throws Exception {
    TrialStore store = store("a");
    Thread driver = Thread.currentThread();
    TrialListener impatient =
        new TrialListener() {
          @Override
          public void finished(Trial trial) {
            driver.interrupt();
          }
        };
    LocalRunner runner = LocalRunner.threads(2, Squares.works());
    LocalRunner.Summary summary = runner.run(store, Squares.trials(COUNT), impatient);
    assertThat(summary.interrupted()).isTrue();
    assertThat(summary.done()).isLessThan(COUNT);
    Thread.interrupted(); // the last trial may have told the driver after it had stopped waiting
    assertThat(runner.run(store, Squares.trials(COUNT), TrialListener.silent()).interrupted())
        .isFalse();
    assertThat(gathered(store, COUNT).rows()).hasSize(COUNT * Squares.STEPS);
  }

  @Test
  void interruptThatClosesAFileUnderTheWork_isNoFailure() throws Exception {
    TrialStore store = store("a");
    Thread driver = Thread.currentThread();
    Work cut =
        (_, place) -> {
          Files.createDirectories(place.scratch());
          driver.interrupt();
          while (!place.interrupted()) Thread.onSpinWait();
          Files.writeString(place.scratch().resolve("state"), "closed while it is written");
        };
    List<Trial> one = Squares.trials(1);
    LocalRunner.Summary summary =
        LocalRunner.threads(1, Map.of("squares", cut)).run(store, one, TrialListener.silent());
    assertThat(summary.failed()).isEmpty();
    assertThatThrownBy(summary::requireAll).isInstanceOf(TrialInterrupted.class);
  }

  @Test
  void threadsAndProcesses_findTheSame() throws IOException {
    LocalRunner.threads(2, Squares.works())
        .run(store("a"), Squares.trials(8), TrialListener.silent());
    List<String> worker = Squares.child("work", folder.resolve("b").toString());
    LocalRunner.processes(2, worker).run(store("b"), Squares.trials(8), TrialListener.silent());
    assertThat(gathered(store("b"), 8)).isEqualTo(gathered(store("a"), 8));
  }

  @Test
  void trialThatKillsItsProcess_failsWithTheReason_andTheOthersGoOn() throws IOException {
    List<Trial> trials = new ArrayList<>(Squares.trials(3));
    trials.add(1, Trial.of("squares", Map.of("n", "666")));
    List<String> worker = Squares.child("work", folder.resolve("a").toString());
    LocalRunner.Summary summary =
        LocalRunner.processes(1, worker).run(store("a"), trials, TrialListener.silent());
    assertThat(summary.done()).isEqualTo(3);
    assertThat(summary.failed().values()).singleElement().asString().contains("with code 9");
  }

  @Test
  void driverAndWorkersKilledTenTimes_loseAndDoubleNothing() throws Exception {
    LocalRunner.threads(2, Squares.works())
        .run(store("whole"), Squares.trials(COUNT), TrialListener.silent());
    SplittableRandom random = new SplittableRandom(4);
    for (int kill = 0; kill < 10; kill++) {
      String how = kill % 2 == 0 ? "threads" : "processes";
      String[] drive = {"drive", folder.resolve("killed").toString(), "" + COUNT, how};
      Process driver =
          new ProcessBuilder(Squares.child(drive))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader finished = driver.inputReader(StandardCharsets.UTF_8)) {
        int after = random.nextInt(1, 8);
        for (int i = 0; i < after && finished.readLine() != null; i++) {
          if (i == after / 2)
            driver.descendants().findFirst().ifPresent(ProcessHandle::destroyForcibly);
        }
      } finally {
        driver.destroyForcibly().waitFor();
      }
    }
    LocalRunner.threads(2, Squares.works())
        .run(store("killed"), Squares.trials(COUNT), TrialListener.silent())
        .requireAll();
    assertThat(gathered(store("killed"), COUNT)).isEqualTo(gathered(store("whole"), COUNT));
    assertThat(files("killed")).isEqualTo(files("whole"));
  }

  /** All published files; hidden ones are what the kills left. */
  private List<String> files(String name) throws IOException {
    Path root = folder.resolve(name);
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(file -> !file.contains("/."))
          .sorted()
          .toList();
    }
  }
}
