package dev.sonde.study.guided;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Cell;
import dev.sonde.study.Studied;
import dev.sonde.study.TrialResults;
import dev.sonde.study.run.Query;
import dev.sonde.study.run.Run;
import dev.sonde.study.run.RunException;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.TrialListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole study, on networks too small to learn anything: what is held is how it is kept. */
class GuidedStudyTest {

  private static final GuidedSettings TINY =
      new GuidedSettings(
          List.of(Cell.GRU, Cell.LSTM), 2, 1, 6, 2, 1, 16, 3e-3, 10, 1, List.of(0.05), null, 3);

  private static final List<String> NUMBERS =
      List.of(
          "SELECT * FROM accuracy ORDER BY ALL",
          "SELECT * FROM predictions ORDER BY ALL",
          "SELECT * FROM training ORDER BY ALL",
          "SELECT * FROM transfer ORDER BY ALL",
          "SELECT * FROM pruning_retrained ORDER BY ALL",
          "SELECT * FROM probes ORDER BY ALL",
          "SELECT * FROM states ORDER BY ALL",
          "SELECT * FROM comparison ORDER BY ALL",
          "SELECT * FROM rows ORDER BY ALL");

  @TempDir Path folder;

  private static void run(Path into, GuidedSettings settings, TrialListener listener)
      throws IOException {
    Studied.run(new GuidedStudy(), settings, into, listener);
  }

  private static List<Table> numbers(Path study) {
    return NUMBERS.stream().map(sql -> Query.of(List.of(study), sql)).toList();
  }

  @Test
  void interruptedStudy_goesOn_andFindsTheSameAsAnUndisturbedOne() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    run(whole, TINY, TrialListener.silent());
    int interruptions = 0;
    boolean over = false;
    while (!over) {
      Thread driver = Thread.currentThread();
      TrialListener impatient =
          new TrialListener() {
            private int seen;

            @Override
            public synchronized void advanced(Trial trial, double share) {
              if (++seen == 150) driver.interrupt(); // in the middle of a training
            }
          };
      try {
        run(parts, TINY, impatient);
        over = true;
      } catch (TrialInterrupted e) {
        interruptions++;
      }
      over &= !Thread.interrupted();
    }
    assertThat(interruptions).isGreaterThan(2);
    assertThat(numbers(parts)).isEqualTo(numbers(whole));
    requireComplete(whole);
  }

  private static void requireComplete(Path study) throws IOException {
    long trained = 2 * 2 * 2;
    assertThat(count(study, "accuracy")).isEqualTo(trained * Split.values().length);
    assertThat(count(study, "predictions")).isEqualTo(trained * 2236);
    assertThat(count(study, "transfer"))
        .isEqualTo(2 * 2 * (4 + 2) * 3 * (long) Split.values().length);
    assertThat(count(study, "pruning")).isEqualTo(2 * 2 * (long) Split.values().length);
    // 4 + 3 steps of encoder and decoder, two tables, two splits
    assertThat(count(study, "probes")).isEqualTo(trained * 7 * 2 * 2);
    assertThat(count(study, "gates")).isEqualTo(4 * 7 * 2 * 2 + 4 * 7 * 2 * 3);
    assertThat(count(study, "comparison")).isEqualTo(2 * 18);
    Table kept =
        Query.of(
            List.of(study), "SELECT count(*) FROM accuracy WHERE sequence NOT BETWEEN 0 AND 1");
    assertThat(kept.rows()).containsExactly(List.of(0L));
    assertThat(study.resolve("networks/gru-guided-1.safetensors")).exists();
    assertThat(study.resolve("networks/lstm-baseline-2.safetensors")).exists();
    Summaries found = Summaries.of(study);
    assertThat(found.accuracy().rows()).hasSize(4 * Split.values().length);
    assertThat(found.rows().rows()).isNotEmpty();
  }

  private static long count(Path study, String table) {
    Table count = Query.of(List.of(study), "SELECT count(*) FROM " + table);
    return count.rows().getFirst().getFirst() instanceof Long n ? n : -1;
  }

  @Test
  void moreRuns_keepTheTrials_andTheOldResultsAsAVersion() throws IOException {
    GuidedSettings one =
        TINY.with("cells", List.of(Cell.GRU))
            .with("runs", 1)
            .with("transfer_runs", 0)
            .with("thresholds", List.of());
    run(folder, one, TrialListener.silent());
    Path trial =
        new GuidedResults(GuidedPlan.of(one), TrialResults.of(folder), Map.of(), List.of())
            .network(Cell.GRU, Group.GUIDED, 1);
    byte[] before = Files.readAllBytes(trial);
    assertThat(Summaries.of(folder).transfer().rows()).isEmpty();
    run(folder, one.with("runs", 2), TrialListener.silent());
    assertThat(Files.readAllBytes(trial)).isEqualTo(before);
    assertThat(count(folder, "accuracy")).isEqualTo(4L * Split.values().length);
    assertThat(Run.open(folder.resolve("versions/1")).info().settings()).containsEntry("runs", "1");
    assertThat(count(folder.resolve("versions/1"), "accuracy"))
        .isEqualTo(2L * Split.values().length);
  }

  @Test
  void folderWithOtherFiles_isLeftAlone() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> run(folder, TINY, TrialListener.silent()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("holds other files");
  }

  @Test
  void keys_ofThePublishedSetting_neverChange() {
    List<Trial> networks =
        GuidedPlan.of(GuidedSettings.paper()).trials().stages().getFirst().trials();
    // Hours of training lie under these names.
    assertThat(networks.getFirst().key()).isEqualTo("80e9c60965ab8fcfca10aa03");
    assertThat(networks).hasSize(20);
  }
}
