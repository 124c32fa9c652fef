package dev.sonde.study.guided;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Generator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatesTest {

  private static final List<Example> EXAMPLES =
      LookupTask.generate(1).of(Split.HELDOUT_COMPOSITIONS);

  @Test
  void probe_findsWhatIsThere_withOneUnit_andNothingInNoise() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] told = new float[EXAMPLES.size()][10];
    float[][] noise = new float[EXAMPLES.size()][10];
    for (int i = 0; i < told.length; i++) {
      for (int u = 0; u < 10; u++) {
        told[i][u] = 0.1f * (float) random.nextGaussian();
        noise[i][u] = (float) random.nextGaussian();
      }
      // One unit per table: the probe needs no more than these.
      told[i][EXAMPLES.get(i).tables().getFirst().charAt(1) - '1'] += 8;
    }
    Map<String, float[][]> values = new HashMap<>();
    values.put("decoder.rnn@t=0/h", told);
    values.put("decoder.rnn@t=1/h", noise);
    States states = new States(Cell.GRU, EXAMPLES, values);
    Table.Builder table = TableProbe.table();
    List<Object> who = List.of("gru", "guided", 1);
    TableProbe.add(table, who, Split.HELDOUT_COMPOSITIONS, states, "decoder", 0, 0, 1);
    TableProbe.add(table, who, Split.HELDOUT_COMPOSITIONS, states, "decoder", 1, 0, 1);
    Table probes = table.build();
    assertThat(cell(probes, 0, "accuracy")).isEqualTo(1.0);
    assertThat((double) cell(probes, 0, "units_needed")).isBetween(1.0, 8.0);
    assertThat((double) cell(probes, 0, "shuffled")).isLessThan(.5);
    double frequent = (double) cell(probes, 1, "most_frequent");
    assertThat((double) cell(probes, 1, "accuracy")).isLessThan(frequent + .15);
  }

  private static Object cell(Table table, int row, String column) {
    @Nullable Object cell = table.rows().get(row).get(table.column(column));
    return cell == null ? "none" : cell;
  }

  @Test
  void states_ofARealNetwork_haveEveryStep_andGatesBetweenZeroAndOne() {
    Recipe recipe = new Recipe(Cell.LSTM, 5, 1, 1, 1e-3, 0, 0);
    try (var network = Network.create(recipe.model(), Recipe.INITIALISER, 1)) {
      States states = States.of(network, EXAMPLES);
      assertThat(states.steps("encoder")).isEqualTo(4);
      assertThat(states.steps("decoder")).isEqualTo(3);
      for (String gate : List.of("i", "f", "o")) {
        for (float[] row : states.at("decoder", 2, gate)) {
          assertThat(row).hasSize(5);
          for (float value : row) assertThat(value).isBetween(0f, 1f);
        }
      }
    }
  }

  @Test
  void guidance_isTheSumOfMinusLogOfTheRightAttention() {
    Recipe recipe = new Recipe(Cell.GRU, 5, 1, 1, 1e-3, 0, 0);
    LookupTask task = LookupTask.generate(1);
    try (var network = Network.create(recipe.model(), Recipe.INITIALISER, 1);
        Generator generator = new Generator(0);
        Pass pass = network.train(generator)) {
      Batch batch = new Batch(EXAMPLES.subList(0, 4));
      var output = network.forward(pass, batch.input());
      float[] weights = output.weights().orElseThrow().toFloats();
      float[] log = output.logProbabilities().toFloats();
      int[][] targets = batch.targets();
      double seen = 0;
      double spoken = 0;
      for (int b = 0; b < 4; b++) {
        for (int t = 0; t < 3; t++) {
          seen -= Math.log(weights[(b * 3 + t) * 4 + t]);
          spoken -= log[(b * 3 + t) * 11 + targets[b][t]];
        }
      }
      assertThat(batch.seen(output).item()).isCloseTo(seen / 4, within(1e-5));
      assertThat(batch.spoken(output).item()).isCloseTo(spoken / 4, within(1e-5));
      int[] first = {0, 1, 2};
      double guided = new Guidance(network, task, true).loss(pass, first).item();
      double baseline = new Guidance(network, task, false).loss(pass, first).item();
      assertThat(guided).isGreaterThan(baseline);
    }
  }
}
