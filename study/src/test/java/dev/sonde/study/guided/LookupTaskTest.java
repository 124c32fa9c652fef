package dev.sonde.study.guided;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTaskTest {

  private static final Map<Split, Integer> SIZES =
      Map.of(
          Split.TRAIN, 232,
          Split.VALIDATION, 16,
          Split.HELDOUT_INPUTS, 40,
          Split.HELDOUT_COMPOSITIONS, 64,
          Split.HELDOUT_TABLES, 192,
          Split.NEW_COMPOSITIONS, 32,
          Split.LONGER_SEEN, 544,
          Split.LONGER_INCREMENTAL, 1084,
          Split.LONGER_NEW, 32);

  private static void requireSound(LookupTask task) {
    SIZES.forEach((split, size) -> assertThat(task.of(split)).as(split + "").hasSize(size));
    Set<List<String>> all = new HashSet<>();
    int count = 0;
    Map<String, String> applied = new HashMap<>();
    for (List<Example> examples : task.splits().values()) {
      for (Example example : examples) {
        count++;
        all.add(example.source());
        assertThat(example.target().getFirst()).isEqualTo(example.source().getFirst());
        for (int i = 0; i < example.tables().size(); i++) {
          String call = example.tables().get(i) + " " + example.target().get(i);
          String result = example.target().get(i + 1);
          assertThat(applied.putIfAbsent(call, result)).isIn(null, result);
        }
      }
    }
    assertThat(applied).hasSize(64); // eight functions on eight strings …
    for (int t = 1; t <= 8; t++) {
      String table = "t" + t + " ";
      Set<String> results = new HashSet<>();
      applied.forEach(
          (call, result) -> {
            if (call.startsWith(table)) results.add(result);
          });
      assertThat(results).hasSize(8); // … each a bijection
    }
    assertThat(all).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2026})
  void generate_hasTheSpecifiedSplits(long seed) {
    LookupTask task = LookupTask.generate(seed);
    requireSound(task);
    assertThat(LookupTask.generate(seed)).isEqualTo(task);
    assertThat(LookupTask.generate(seed + 1)).isNotEqualTo(task);
    assertThat(pairs(task, Split.TRAIN)).hasSize(28);
    assertThat(pairs(task, Split.HELDOUT_COMPOSITIONS))
        .hasSize(8)
        .doesNotContainAnyElementsOf(pairs(task, Split.TRAIN));
    assertThat(pairs(task, Split.HELDOUT_TABLES)).hasSize(24);
    assertThat(pairs(task, Split.NEW_COMPOSITIONS)).hasSize(4);
  }

  private static Set<List<String>> pairs(LookupTask task, Split split) {
    Set<List<String>> pairs = new HashSet<>();
    for (Example e : task.of(split)) if (e.tables().size() == 2) pairs.add(e.tables());
    return pairs;
  }

  @Test
  void files_readBackEqual(@TempDir Path folder) throws IOException {
    LookupTask task = LookupTask.generate(5);
    TaskFiles.write(task, folder);
    assertThat(TaskFiles.read(folder)).isEqualTo(task);
  }

  @Test
  void publishedSample_hasTheSameSizes() {
    LookupTask task = TaskFiles.read(SharedData.path("lookup-tables"));
    SIZES.forEach((split, size) -> assertThat(task.of(split)).as(split + "").hasSize(size));
    assertThat(task.of(Split.TRAIN).getFirst().line()).isEqualTo("011 t1 .\t011 010\t0 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "011 t1 .",
        "011 t1 .\t011 010\t0 1 2 3",
        "011 t1 .\t011 010 111\t0 1 2",
        "011 t9 .\t011 010\t0 1",
        "01x t1 .\t011 010\t0 1",
        "<sos> t1 .\t<sos> 010\t0 1",
        "011 t1\t011 010\t0 1",
        "\u0000\t\t"
      })
  void damagedLine_isNamed(String line, @TempDir Path folder) throws IOException {
    TaskFiles.write(LookupTask.generate(5), folder);
    Path train = folder.resolve("train.tsv");
    Files.writeString(train, Files.readString(train) + line + "\n");
    assertThatThrownBy(() -> TaskFiles.read(folder))
        .isInstanceOf(TaskException.class)
        .hasMessageContainingAll("train.tsv", "line 233");
  }

  @Test
  void lineOfTraining_inAnotherSplit_isRefused(@TempDir Path folder) throws IOException {
    LookupTask task = LookupTask.generate(5);
    TaskFiles.write(task, folder);
    Path file = folder.resolve("heldout_inputs.tsv");
    String leak = task.of(Split.TRAIN).getLast().line();
    Files.writeString(file, Files.readString(file) + leak + "\n");
    assertThatThrownBy(() -> TaskFiles.read(folder))
        .isInstanceOf(TaskException.class)
        .hasMessageContainingAll("heldout_inputs.tsv", "in training too");
  }
}
