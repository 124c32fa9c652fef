package dev.sonde.study.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.Words;
import dev.sonde.automata.construction.ConstructedRnn;
import dev.sonde.automata.dot.DotReader;
import dev.sonde.automata.learning.Algorithm;
import dev.sonde.automata.learning.Learning;
import dev.sonde.automata.learning.Limits;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateAnalysisTest {

  private static Machine machine(String name) throws IOException {
    return Minimal.of(DotReader.read(SharedData.path("automata/" + name + ".dot"))).machine();
  }

  private static StateNetwork open(String name, Machine machine) {
    return NetworkFile.open(SharedData.path("rnn-fsm/" + name), machine);
  }

  private static StateAnalysis analyse(StateNetwork network, Machine machine, String... methods) {
    StateAnalysis.Settings settings =
        StateAnalysis.Settings.defaults().clusterings(ClusteringChoice.named(List.of(methods)));
    return StateAnalysis.of(network, machine, settings, _ -> {}).analysis();
  }

  private static double weighted(StateAnalysis analysis, String clustering) {
    return analysis.clusterings().stream()
        .filter(r -> r.name().equals(clustering))
        .findFirst()
        .orElseThrow()
        .weighted();
  }

  @Test
  void tomita3Gru_hasThePublishedAmbiguities() throws IOException {
    Machine machine = machine("tomita_3");
    try (StateNetwork network = open("tomita3_gru_1_20_1_gpu.pt", machine)) {
      StateAnalysis a =
          analyse(
              network,
              machine,
              "lda",
              "logistic",
              "dbscan 0.25",
              "dbscan 0.5",
              "dbscan 2",
              "k-means n",
              "k-means 4n",
              "k-means 8n");
      assertThat(a.accuracy()).isEqualTo(.9985, within(.002));
      assertThat(a.vectors()).isEqualTo(21_320);
      assertThat(a.states()).isEqualTo(5);
      assertThat(weighted(a, "lda")).isEqualTo(.003, within(.01));
      assertThat(weighted(a, "logistic")).isEqualTo(0, within(.01));
      assertThat(weighted(a, "dbscan 0.25")).isEqualTo(0, within(.01));
      assertThat(weighted(a, "dbscan 0.5")).isEqualTo(0, within(.01));
      assertThat(weighted(a, "dbscan 2")).isEqualTo(.944, within(.01));
      assertThat(weighted(a, "k-means n")).isEqualTo(.116, within(.03));
      assertThat(weighted(a, "k-means 4n")).isEqualTo(.0005, within(.03));
      assertThat(weighted(a, "k-means 8n")).isEqualTo(.0002, within(.03));
      for (StateAnalysis.Result r : a.clusterings()) {
        assertThat(r.map().stream().mapToLong(StateAnalysis.Cluster::vectors).sum())
            .isEqualTo(21_320);
      }
    }
  }

  @Test
  void tomita7Gru_isPerfectAndItsMachineComesBack() throws IOException {
    Machine machine = machine("tomita_7");
    try (StateNetwork network = open("tomita7_gru_1_20_1_gpu.pt", machine)) {
      StateAnalysis a = analyse(network, machine, "lda", "dbscan 2", "k-means n", "mean shift /4");
      assertThat(a.accuracy()).isEqualTo(1);
      assertThat(weighted(a, "lda")).isEqualTo(0, within(.01));
      assertThat(weighted(a, "dbscan 2")).isEqualTo(.933, within(.01));
      assertThat(weighted(a, "k-means n")).isEqualTo(.109, within(.03));
      assertThat(weighted(a, "mean shift /4")).isEqualTo(0, within(.03));
      Extraction.Subject subject = Extraction.Subject.of(network, machine, 1);
      for (Algorithm algorithm : Algorithm.values()) {
        Extraction found =
            Extraction.byAsking(subject, Learning.Settings.defaults().algorithm(algorithm), 1);
        assertThat(found.equivalent()).as(algorithm.toString()).isTrue();
        assertThat(found.machine().size()).isEqualTo(5);
        assertThat(found.machine().kind()).isEqualTo(Kind.DFA);
        Learning learning = found.learning();
        assertThat(learning == null ? 99 : learning.learningQueries()).isLessThanOrEqualTo(60);
        assertThat(found.fidelity().rows()).allMatch(row -> row.fidelity() == 1);
      }
      List<int[]> words = Extraction.Subject.quota(network, 1000, 1);
      assertThat(Extraction.bySamples(subject, words, 1).equivalent()).isTrue();
      ClusteringChoice clusters = ClusteringChoice.named(List.of("k-means 8n")).getFirst();
      Extraction quotient = Extraction.byClusters(subject, clusters, words, 2, 1);
      assertThat(quotient.equivalent()).isTrue();
      assertThat(quotient.statesBefore()).isGreaterThan(quotient.states());
    }
  }

  @Test
  void tomita3Gru_endsWithinItsLimits() throws IOException {
    Machine machine = machine("tomita_3");
    try (StateNetwork network = open("tomita3_gru_1_20_1_gpu.pt", machine)) {
      Extraction found =
          Extraction.byAsking(
              Extraction.Subject.of(network, machine, 1),
              Learning.Settings.defaults().limits(Limits.defaults().states(60)),
              1);
      Learning learning = found.learning();
      assertThat(learning == null ? "" : learning.ended()).isEqualTo("states");
      assertThat(found.equivalent()).isFalse();
      assertThat(found.separating()).isNotEmpty();
      assertThat(found.fidelity().rows()).hasSize(10);
    }
  }

  @Test
  void plainCells_areRecognisedByWhatTheyDo() throws IOException {
    Machine machine = machine("tomita_7");
    try (StateNetwork network = open("tomita7_relu_1_15_2_gpu.pt", machine)) {
      assertThat(network.model().cell()).isEqualTo(Cell.RELU);
      assertThat(analyse(network, machine, "lda").learned()).isTrue();
    }
    Machine five = machine("dfa_size_5_inputs_2_4");
    try (StateNetwork network = open("dfa_size_5_inputs_2_4.dot_tanh_1_10_1_gpu.pt", five)) {
      assertThat(network.model().cell()).isEqualTo(Cell.TANH);
    }
    try (StateNetwork network = open("tomita7_lstm_2_10_1_gpu.pt", machine)) {
      assertThat(network.dimensions()).isEqualTo(40); // h and c of two layers
      assertThat(analyse(network, machine, "logistic").dimensions()).isEqualTo(40);
    }
  }

  @Test
  void tomita5Lstm_hasNotLearned() throws IOException {
    Machine machine = machine("tomita_5");
    try (StateNetwork network = open("tomita5_lstm_1_8_1_gpu.pt", machine)) {
      assertThat(analyse(network, machine, "lda").learned()).isFalse();
    }
  }

  @Test
  void mooreOutputs_areMatchedByAssignment() throws IOException {
    Machine machine = machine("moore_size_8_inputs_2_output3_2");
    try (StateNetwork network =
        open("moore_size_8_inputs_2_output3_2.dot_gru_1_24_1_gpu.pt", machine)) {
      StateAnalysis a = analyse(network, machine, "lda");
      assertThat(a.outputs()).containsExactlyInAnyOrder("1", "2", "3");
      assertThat(a.accuracy()).isGreaterThan(.8);
    }
  }

  @Test
  void storedConstructions_areWhatTheirNamesSay() throws IOException {
    Machine machine = machine("tomita_3");
    try (StateNetwork noisy = open("tomita3_1_layer_sh2_so2_n0.1", machine);
        StateNetwork retrained = open("tomita3_1_layer_sh2_so2_n0.1_retrained", machine)) {
      assertThat(noisy.model().hidden()).isEqualTo(12);
      StateAnalysis before = analyse(noisy, machine, "lda");
      StateAnalysis after = analyse(retrained, machine, "lda");
      assertThat(before.learned()).isFalse();
      assertThat(after.accuracy()).isGreaterThan(before.accuracy()).isGreaterThan(.8);
    }
  }

  @Test
  void everyConstructedNetwork_isExactThroughTheEngine() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(SharedData.path("automata"))) {
      files = all.filter(f -> f.toString().endsWith(".dot")).sorted().toList();
    }
    List<String> held = new ArrayList<>();
    for (Path file : files) {
      Machine machine = Minimal.of(DotReader.read(file)).machine();
      if (machine.kind() != Kind.DFA) continue;
      double scale = ConstructedRnn.sufficientScale(machine);
      ConstructedRnn construction = new ConstructedRnn(machine, scale, 1);
      try (StateNetwork network = NetworkFile.of(construction, construction.tensors())) {
        List<int[]> words = Words.uniform(20, 200, 200, machine.inputs().size(), 1);
        List<int[]> answers = network.outputs(words);
        for (int w = 0; w < words.size(); w++) {
          assertThat(answers.get(w)).as(machine.name()).isEqualTo(machine.outputs(words.get(w)));
        }
      }
      held.add(machine.name());
    }
    assertThat(held).hasSize(31);
  }

  @Test
  void anUnfitFile_isRefusedByName() throws IOException {
    Machine wide = machine("email");
    assertThatThrownBy(() -> open("tomita7_gru_1_20_1_gpu.pt", wide))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("tomita7_gru")
        .hasMessageContaining("8");
    assertThatThrownBy(() -> ClusteringChoice.named(List.of("k-maens")))
        .hasMessageContaining("k-means 4n");
  }

  @Test
  void orderOfWords_isThatOfTheVectors() throws IOException {
    Machine machine = machine("tomita_7");
    try (StateNetwork network = open("tomita7_gru_1_10_1_gpu.pt", machine)) {
      List<int[]> words = List.of(new int[] {0, 1, 1}, new int[] {1}, new int[] {1, 0, 0});
      float[] all = network.vectors(words).values();
      float[] last = network.vectors(List.of(new int[] {1, 0, 0})).values();
      assertThat(Arrays.copyOfRange(all, 40, 70))
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(last);
    }
  }
}
