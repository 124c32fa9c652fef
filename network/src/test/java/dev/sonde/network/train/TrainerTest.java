package dev.sonde.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.pause.PauseException;
import dev.sonde.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

  @TempDir Path folder;

  private static TrainingResult train(Path into, TrainingListener listener) throws IOException {
    try (var network = Recall.network()) {
      return new Trainer(network, new Recall(network), Recall.settings(), StopRule.never())
          .run(into, listener);
    }
  }

  /** All files of a training but the temporary ones of a killed writer. */
  private static Map<String, byte[]> files(Path of) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(of)) {
      for (Path file : list.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void requireSameFiles(Path found, Path expected) throws IOException {
    Map<String, byte[]> right = files(expected);
    Map<String, byte[]> files = files(found);
    assertThat(files.keySet()).isEqualTo(right.keySet());
    right.forEach(
        (name, bytes) -> assertThat(Arrays.equals(files.get(name), bytes)).as(name).isTrue());
  }

  @Test
  void twice_sameBytes_andLearns() throws IOException {
    TrainingResult one = train(folder.resolve("a"), TrainingListener.silent());
    train(folder.resolve("b"), TrainingListener.silent());
    requireSameFiles(folder.resolve("b"), folder.resolve("a"));
    assertThat(one.finished()).isTrue();
    assertThat(one.epochs()).isEqualTo(6);
    assertThat(one.steps()).isEqualTo(6 * (1 + 2 + 4 + 8));
    assertThat(one.history()).hasSize(12);
    assertThat(one.history().getLast().metrics()).containsKeys("loss", "examples");
    assertThat(one.history().getLast().metrics().get("loss")).isLessThan(.3);
    assertThat(files(folder.resolve("a")))
        .containsKeys("epoch-0000.safetensors", "epoch-0002.safetensors", "epoch-0006.safetensors")
        .containsKeys("last.safetensors", "state.safetensors");
    assertThat(one.best()).hasSize(2).allMatch(Files::exists);
  }

  @Test
  void interrupted_anywhere_resumesToTheSameBytes() throws IOException {
    train(folder.resolve("whole"), TrainingListener.silent());
    Path parts = folder.resolve("parts");
    int calls = 0;
    boolean finished = false;
    while (!finished) {
      int stopAfter = 11;
      TrainingListener impatient =
          new TrainingListener() {
            private int steps;

            @Override
            public void stepped(long step, long all, double loss) {
              steps++;
            }

            @Override
            public boolean interrupted() {
              return steps >= stopAfter;
            }
          };
      finished = train(parts, impatient).finished();
      calls++;
    }
    assertThat(calls).isGreaterThan(5);
    requireSameFiles(parts, folder.resolve("whole"));
  }

  @Test
  void interruptedThread_savesAndKeepsTheFlag() throws IOException {
    Thread.currentThread().interrupt();
    TrainingResult result = train(folder, TrainingListener.silent());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.finished()).isFalse();
    assertThat(folder.resolve("state.safetensors")).exists();
  }

  @Test
  void interruptedWhereAnEpochIsWritten_losesNothing() throws IOException {
    train(folder.resolve("whole"), TrainingListener.silent());
    Path parts = folder.resolve("parts");
    long endOfSecond = 2 * (1 + 2 + 4 + 8);
    TrainingListener impatient =
        new TrainingListener() {
          @Override
          public void stepped(long step, long steps, double loss) {
            if (step == endOfSecond) Thread.currentThread().interrupt();
          }
        };
    TrainingResult part = train(parts, impatient);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(part.finished()).isFalse();
    assertThat(part.epochs()).isEqualTo(2);
    assertThat(files(parts)).containsKeys("epoch-0002.safetensors", "state.safetensors");
    train(parts, TrainingListener.silent());
    requireSameFiles(parts, folder.resolve("whole"));
  }

  @Test
  void processKilledInMidEpoch_resumesToTheSameBytes() throws Exception {
    train(folder.resolve("whole"), TrainingListener.silent());
    Path killed = folder.resolve("killed");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Recall.class.getName(),
                killed.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader steps = child.inputReader(StandardCharsets.UTF_8)) {
      String line = steps.readLine();
      while (line != null && Integer.parseInt(line) < 38) line = steps.readLine();
      assertThat(line).as("the child trains").isEqualTo("38"); // epochs have 15 steps
    } finally {
      child.destroyForcibly().waitFor();
    }
    train(killed, TrainingListener.silent());
    requireSameFiles(killed, folder.resolve("whole"));
  }

  @Test
  void finished_calledAgain_givesTheSameResult() throws IOException {
    TrainingResult first = train(folder, TrainingListener.silent());
    TrainingListener none =
        new TrainingListener() {
          @Override
          public void stepped(long step, long steps, double loss) {
            throw new AssertionError("a finished training took a step");
          }
        };
    assertThat(train(folder, none)).isEqualTo(first);
  }

  @Test
  void otherSettings_inTheSameFolder_areRefused() throws IOException {
    train(folder, TrainingListener.silent());
    try (var network = Recall.network()) {
      Trainer other =
          new Trainer(network, new Recall(network), Recall.settings().seed(9), StopRule.never());
      assertThatThrownBy(() -> other.run(folder, TrainingListener.silent()))
          .isInstanceOf(PauseException.class)
          .hasMessageContainingAll("state.safetensors", "seed=3", "seed=9", "elsewhere");
    }
  }

  @Test
  void stateAsItWasWrittenBefore_goesOnToTheSameBytes() throws IOException {
    train(folder.resolve("whole"), TrainingListener.silent());
    Path parts = folder.resolve("parts");
    TrainingListener impatient =
        new TrainingListener() {
          @Override
          public void stepped(long step, long steps, double loss) {
            if (step == 37) Thread.currentThread().interrupt();
          }
        };
    assertThat(train(parts, impatient).steps()).isEqualTo(37);
    assertThat(Thread.interrupted()).isTrue();
    Path file = parts.resolve("state.safetensors");
    Checkpoint state = Checkpoint.open(file);
    Map<String, String> words = new TreeMap<>(state.metadata());
    words.remove("sonde.paused");
    words.put("fingerprint", Objects.requireNonNull(words.remove("sonde.paused.key")));
    Checkpoint.of(file, state.tensors(), words).write(file);
    assertThat(train(parts, TrainingListener.silent()).steps()).isEqualTo(6 * 15);
    requireSameFiles(parts, folder.resolve("whole"));
  }

  /** A state that cannot be this training's is told in one line, whatever is wrong in it. */
  @ParameterizedTest
  @ValueSource(strings = {"history=1\tx", "batch=99", "epoch=-1", "loss_sum=much", "parameters="})
  void damagedState_isRefusedInOneLine(String damage) throws IOException {
    TrainingListener impatient =
        new TrainingListener() {
          @Override
          public void stepped(long step, long steps, double loss) {
            if (step == 37) Thread.currentThread().interrupt();
          }
        };
    assertThat(train(folder, impatient).steps()).isEqualTo(37);
    assertThat(Thread.interrupted()).isTrue();
    Path file = folder.resolve("state.safetensors");
    Checkpoint state = Checkpoint.open(file);
    Map<String, String> words = new TreeMap<>(state.metadata());
    List<Tensor> tensors = new ArrayList<>(state.tensors());
    String word = damage.substring(0, damage.indexOf('='));
    if (word.equals("parameters")) tensors.removeFirst();
    else words.put(word, damage.substring(word.length() + 1));
    Checkpoint.of(file, tensors, words).write(file);
    assertThatThrownBy(() -> train(folder, TrainingListener.silent()))
        .isInstanceOf(PauseException.class)
        .hasMessageContainingAll("state.safetensors", "remove it and begin again");
  }

  @Test
  void patience_endsEarly() throws IOException {
    try (var network = Recall.network()) {
      StopRule rule = StopRule.patience(new Monitor("examples", false), 3);
      TrainingResult result =
          new Trainer(network, new Recall(network), Recall.settings(), rule)
              .run(folder, TrainingListener.silent());
      assertThat(result.history()).hasSize(4);
      assertThat(result.stoppedEarly()).isTrue();
      assertThat(result.finished()).isTrue();
    }
  }

  @Test
  void batches_keepGroupsApart_andCoverEverythingOnce() {
    try (var network = Recall.network()) {
      Recall recall = new Recall(network);
      List<int[]> batches = Batches.of(recall, 8, 3, 0);
      assertThat(batches)
          .allMatch(batch -> Arrays.stream(batch).map(recall::group).distinct().count() == 1);
      assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted())
          .hasSize(120)
          .doesNotHaveDuplicates();
      assertThat(Batches.of(recall, 8, 3, 1)).isNotEqualTo(batches);
    }
  }
}
