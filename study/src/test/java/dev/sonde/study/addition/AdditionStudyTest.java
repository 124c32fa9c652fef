package dev.sonde.study.addition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.cells.StretchIndex;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.study.Studied;
import dev.sonde.study.StudyRun;
import dev.sonde.study.run.Query;
import dev.sonde.study.run.Run;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialListener;
import dev.sonde.study.trial.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdditionStudyTest {

  @TempDir Path folder;

  private static LocalRunner runner() {
    return LocalRunner.threads(2, new AdditionStudy().works());
  }

  @Test
  void smallStudy_trainsLooksAndReports_andOnlyOnce() throws IOException {
    AdditionSettings settings =
        new AdditionStudy()
            .settings(
                "quick",
                Map.of(
                    "digits", List.of("1"),
                    "units", List.of("8"),
                    "samples", List.of("50"),
                    "epochs", List.of("3"),
                    "batch", List.of("16"),
                    "runs", List.of("1"),
                    "asked", List.of("40"),
                    "indexed", List.of("60")));
    Studied.run(new AdditionStudy(), settings, folder);
    StudyRun<AdditionSettings> run = new StudyRun<>(new AdditionStudy(), settings, folder);
    assertThat(run.remaining()).isZero();
    Path report = folder.resolve("report.html");
    assertThat(Files.readString(report))
        .contains("How well they add", "What the cells track", "Which units matter")
        .contains("Where else the units do the same", "Forward against backward", "Attention");
    var found =
        Query.of(
            List.of(folder),
            "SELECT count(*), count(DISTINCT condition) FROM conditions JOIN accuracy USING (trial)"
                + " WHERE sums = 'new'");
    assertThat(found.rows().getFirst()).containsExactly(5L, 5L);
    assertThat(Query.of(List.of(folder), "SELECT count(*) FROM ablation").rows().getFirst())
        .containsExactly(2 * (1L + 2 * 8));
    List<Trial> again = new ArrayList<>();
    TrialListener listener =
        new TrialListener() {
          @Override
          public synchronized void finished(Trial trial) {
            again.add(trial);
          }
        };
    run.run(runner(), listener);
    assertThat(again).isEmpty();
  }

  @Test
  void learning_makesProgress_andTheFileSaysItsFormat() throws IOException {
    DataSettings data =
        DataSettings.of(Format.of(1, 2).reversed(true), 60, 1).with("held_out", 0.0);
    TrainingPlan plan =
        TrainingPlan.of(data, 24, 3).with("epochs", 150).with("batch", 20).with("keep_every", 75);
    assertThat(TrainingPlan.of(plan.trial())).isEqualTo(plan);
    TrialStore store = new TrialStore(folder);
    runner().run(store, List.of(plan.trial()), TrialListener.silent()).requireAll();
    Run run = store.run(plan.trial());
    assertThat(run.checkpoints()).containsExactly("epoch-0000", "epoch-0075", "epoch-0150", "last");
    var epochs = run.table("epochs").rows();
    assertThat(epochs).hasSize(150);
    assertThat(CellsWork.number(epochs.getLast().get(2)))
        .isLessThan(.7 * CellsWork.number(epochs.getFirst().get(2)));
    try (Adder adder = CellsWork.open(store, plan.trial().key())) {
      assertThat(adder.format()).isEqualTo(data.format());
      // the same accuracy as the run's own table
      Accuracy now = Accuracy.of(adder.answers(Samples.of(data).test(Samples.NEW)));
      var kept = run.table("accuracy").rows().get(1);
      assertThat(kept.getFirst()).isEqualTo(Samples.NEW);
      assertThat(now.character()).isEqualTo(CellsWork.number(kept.get(2)), within(1e-12));
    }
  }

  @Test
  void curriculum_goesThroughItsStages() throws IOException {
    DataSettings data = DataSettings.of(Format.of(2, 2), 200, 1).with("test", 100);
    TrainingPlan plan =
        TrainingPlan.of(data, 8, 3)
            .with("epochs", 6)
            .with("curriculum", true)
            .with("keep_every", 0);
    TrialStore store = new TrialStore(folder);
    runner().run(store, List.of(plan.trial()), TrialListener.silent()).requireAll();
    var epochs = store.run(plan.trial()).table("epochs").rows();
    assertThat(epochs).hasSize(6);
    assertThat(epochs.getLast().getFirst()).isEqualTo(6L);
    assertThat(store.run(plan.trial()).checkpoints()).containsExactly("last");
  }

  private static Adder attentive() {
    Seq2Seq model = new Seq2Seq(Cell.GRU, 14, 5, 14, 8, 8, true, Alphabet.START);
    return new Adder(Network.create(model, new Initialiser.Framework(), 4), Format.of(2, 2));
  }

  @Test
  void forcedAttention_liesWhereItIsPut() {
    try (Adder adder = attentive()) {
      List<Sum> sums = List.of(Sum.of(12, 34), Sum.of(5, 6));
      CellStates free = CellStates.of(adder, sums);
      var forced = ForcedAttention.of(adder, List.of("1:3")).probing();
      CellStates held = CellStates.of(adder, sums, forced);
      var weights = held.attention().orElseThrow();
      for (int s = 0; s < 2; s++) {
        assertThat(weights.units(s, 1)).containsExactly(0, 0, 0, 1, 0, 0);
        assertThat(weights.units(s, 0)).isEqualTo(free.attention().orElseThrow().units(s, 0));
        double sum = IntStream.range(0, 6).mapToDouble(j -> weights.at(0, 2, j)).sum();
        assertThat(sum).isEqualTo(1, within(1e-5));
      }
      assertThatThrownBy(() -> ForcedAttention.of(adder, List.of("9:0")))
          .hasMessage("'9:0': the answer has steps 0 to 4, the question positions 0 to 5");
    }
  }

  @Test
  void otherCells_areLookedAtToo() {
    try (Adder adder = attentive()) {
      CellStates states = CellStates.of(adder, Sums.all(Format.of(1, 2)).subList(0, 30));
      assertThat(states.encoder().parts().keySet()).containsExactly("h", "r", "z", "n");
      assertThat(states.encoder().shownAs()).isEqualTo("h");
      assertThatThrownBy(() -> states.encoder().part("c"))
          .isInstanceOf(AdditionException.class)
          .hasMessage("a gru has no 'c'; it has h, r, z, n");
    }
  }

  @Test
  void answers_onSeveralThreadsAndUnderProbes_areTheSame() {
    try (Adder adder = attentive();
        Workers two = Workers.of(2)) {
      List<Sum> sums = Sums.all(Format.of(2, 2)).subList(0, 2500);
      Answers alone = adder.answers(sums);
      Answers shared = adder.answers(sums, Adder.Probing.none(), two);
      for (int i = 0; i < sums.size(); i++) {
        assertThat(shared.symbols(i)).containsExactly(alone.symbols(i));
      }
    }
  }

  @Test
  void otherAlphabet_isRefused() {
    var network = Network.create(Seq2Seq.plain(12, 4, 1), new Initialiser.Framework(), 1);
    assertThatThrownBy(() -> new Adder(network, Format.of(2, 2)))
        .isInstanceOf(AdditionException.class)
        .hasMessageStartingWith("the network reads 12 symbols and writes 12; addition has 14");
    network.close();
  }

  @Test
  void index_findsItsOwnSums_andKnowsItsNetwork() throws IOException {
    Path model = folder.resolve("net.safetensors");
    Path file = folder.resolve("states.idx");
    List<Sum> sums = Sums.all(Format.of(1, 2));
    try (Adder adder = attentive()) {
      adder.network().save(model, Map.of());
      Adder small = new Adder(adder.network(), Format.of(1, 2));
      StretchIndex index = StateIndexing.index(small, model, "encoder", sums, file, _ -> {});
      assertThat(index.sequences()).isEqualTo(100);
      var query =
          StateIndexing.query(
              index,
              model,
              sums.get(37),
              () -> {
                throw new AssertionError("the states are in the index");
              });
      assertThat(query.itself()).isEqualTo(37);
      float[] exact = CellStates.of(small, List.of(sums.get(37))).encoder().shown().units(0, 2);
      for (int u = 0; u < 8; u++) {
        assertThat(query.states()[2][u]).isCloseTo(exact[u], within(.5f / 127 + 1e-6f));
      }
      adder.network().parameters().addNoise("encoder.**", .1, 1);
      adder.network().save(model, Map.of());
    }
    StretchIndex index = StretchIndex.open(file);
    assertThatThrownBy(
            () -> StateIndexing.query(index, model, sums.get(0), AdditionStudyTest::attentive))
        .hasMessageContaining("made of another network");
  }
}
