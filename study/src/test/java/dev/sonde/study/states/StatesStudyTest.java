package dev.sonde.study.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.automata.Machine;
import dev.sonde.automata.language.Tomita;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.study.Studied;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.TrialResults;
import dev.sonde.study.run.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatesStudyTest {

  @TempDir private Path folder = Path.of("");

  private static Grid tiny() {
    return Grid.quick()
        .with("machines", List.of("tomita1", "tomita4"))
        .with("cells", List.of(Cell.GRU))
        .with("repeats", 1)
        .with("words", 300)
        .with("epochs", 2)
        .with("total", 150)
        .with("accuracy_words", 100)
        .with("clusterings", List.of("lda", "k-means n", "dbscan 0.5"));
  }

  private static Table tables(Path study) {
    return Query.of(
        List.of(study),
        "SELECT n.machine, n.accuracy, c.* FROM networks n JOIN clusterings c USING (trial) ORDER"
            + " BY ALL");
  }

  @Test
  void aStudyTakenUpAgain_equalsAnUndisturbedOne() throws IOException {
    Path whole = folder.resolve("whole");
    StudyAnswer answer = Studied.run(new StatesStudy(), tiny(), whole);
    assertThat(answer.report().subtitle()).startsWith("2 networks");

    Path parts = folder.resolve("parts");
    Studied.run(new StatesStudy(), tiny().with("machines", List.of("tomita4")), parts);
    Studied.run(new StatesStudy(), tiny(), parts);
    assertThat(tables(parts).rows()).isEqualTo(tables(whole).rows()).hasSize(6);
  }

  @Test
  void storedNetworks_areFoundByTheirNames() throws IOException {
    Path networks = folder.resolve("networks");
    java.nio.file.Files.createDirectories(networks);
    for (String name : List.of("tomita7_gru_1_10_1_gpu.pt", "tomita7_relu_1_10_1_gpu.pt")) {
      java.nio.file.Files.copy(SharedData.path("rnn-fsm/" + name), networks.resolve(name));
    }
    java.nio.file.Files.writeString(networks.resolve("README"), "no network");
    Grid grid = tiny().with("machines", List.of("tomita4", "tomita7")).with("networks", networks);
    Studied.run(new StatesStudy(), grid, folder.resolve("study"));
    StatesPlan plan = StatesPlan.of(grid);
    assertThat(plan.leftOut()).containsExactly("README");
    StatesResults found = StatesResults.of(plan, TrialResults.of(folder.resolve("study")));
    assertThat(found.all()).extracting(StatesSummary.Network::cell).containsExactly("gru", "relu");
    assertThat(found.summary().learned()).isEqualTo(2);
    Table published =
        Query.of(
            List.of(folder.resolve("study")),
            "SELECT weighted FROM published WHERE clustering = 'k-means 8n'");
    assertThat(published.rows().getFirst().getFirst()).isEqualTo(.0181);
  }

  @Test
  void training_learnsALanguage() throws IOException {
    Machine machine = Tomita.of(4);
    StateTraining training =
        StateTraining.of(Cell.GRU, machine).size(1, 12).words(10_000).epochs(40).seed(3);
    var trained = training.run(machine, folder, TrainingListener.silent());
    try (StateNetwork network = trained.network()) {
      assertThat(Accuracy.of(network, machine, 500, 1).last()).isGreaterThan(.9);
      var history = trained.result().history();
      assertThat(history.getLast().metrics()).containsKeys("loss", "accuracy");
      assertThat(history.getLast().trainingLoss())
          .isLessThan(history.getFirst().trainingLoss() / 4);
    }
  }

  @Test
  void summary_isByHand() {
    List<StatesSummary.Network> networks =
        List.of(network(1, 0), network(.9, .2), network(.95, .1), network(.5, .9));
    StatesSummary summary = StatesSummary.of(networks);
    assertThat(summary.learned()).isEqualTo(3);
    StatesSummary.Row row = summary.clusterings().getFirst();
    assertThat(row.medianWeighted()).isEqualTo(.1);
    assertThat(row.meanWeighted()).isEqualTo(.1, within(1e-12));
    assertThat(row.deviation()).isEqualTo(.1, within(1e-12));
    assertThat(row.zero()).isEqualTo(1 / 3.0);
    assertThat(row.accuracyCorrelation()).isEqualTo(-1, within(1e-12));
    assertThat(summary.unlearned().getFirst().networks()).isEqualTo(1);
    assertThat(StatesSummary.ranks(new double[] {3, 1, 3, 2})).containsExactly(3.5, 1, 3.5, 2);
  }

  private static StatesSummary.Network network(double accuracy, double weighted) {
    return new StatesSummary.Network(
        "",
        "m",
        "gru",
        1,
        4,
        accuracy,
        accuracy >= .8,
        List.of(new StatesSummary.Measured("k-means n", 5, weighted, 0)));
  }
}
