package dev.sonde.network.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.Targets;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Mlp;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a search over all units, in a loop, with a loss of its own. */
class GreedyAblationTest {

  private static final int INPUTS = 40;
  private static final int CLASSES = 3;

  @TempDir private Path folder;

  private int[] labels = new int[INPUTS];

  private ArrayNetwork network() throws Exception {
    Path file = folder.resolve("net.safetensors");
    try (Network<Array, Array> made =
        Network.create(
            Mlp.of(4, List.of(4, 3), List.of(), CLASSES), new Initialiser.XavierUniform(2), 5)) {
      made.save(file, Map.of());
    }
    return ArrayNetwork.open(file, Hints.none());
  }

  private ArrayExamples examples(ArrayNetwork network) throws Exception {
    Random random = new Random(3);
    float[] values = new float[INPUTS * 4];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    for (int i = 0; i < INPUTS; i++) labels[i] = random.nextInt(CLASSES);
    Path file = folder.resolve("x.npy");
    NpyWriter.write(Tensor.ofFloats("x", Shape.of(INPUTS, 4), values), file);
    return ArrayExamples.of(network, List.of(file.toString()));
  }

  private record Unit(String site, int unit) {
    Probe ablated() {
      return Ablation.zero(site, unit);
    }
  }

  private double loss(ArrayNetwork network, ArrayExamples examples, List<Unit> without) {
    try (Scope _ = new Scope()) {
      Probe[] probes = without.stream().map(Unit::ablated).toArray(Probe[]::new);
      float[] logits =
          network.compute(
              examples.batch(0, INPUTS),
              outputs -> outputs.values().iterator().next().toFloats(),
              probes);
      double sum = 0;
      for (int i = 0; i < INPUTS; i++) {
        double all = 0;
        for (int c = 0; c < CLASSES; c++) all += Math.exp(logits[i * CLASSES + c]);
        sum += Math.log(all) - logits[i * CLASSES + labels[i]];
      }
      return sum / INPUTS;
    }
  }

  private static SiteAblation.Settings settings(int controls) {
    return new SiteAblation.Settings(
        Replacement.ZERO, false, false, List.of(), controls, 1, 16, "", 1L << 24);
  }

  @ParameterizedTest
  @EnumSource
  void eachStep_isTheBestOfAllUnitsThatAreLeft(GreedyAblation.Order order) throws Exception {
    try (ArrayNetwork network = network()) {
      ArrayExamples examples = examples(network);
      List<UnitSite> sites = UnitSite.of(network, examples, List.of("*relu*"));
      assertThat(sites).extracting(UnitSite::units).containsExactly(4, 3);
      List<Unit> left = new ArrayList<>();
      for (UnitSite site : sites) {
        for (int u = 0; u < site.units(); u++) left.add(new Unit(site.address(), u));
      }
      GreedyAblation greedy =
          GreedyAblation.of(
              network,
              examples,
              Targets.Classes.of(labels, 1, List.of()),
              sites,
              4,
              order,
              settings(3),
              _ -> {});
      assertThat(greedy.base().loss()).isCloseTo(loss(network, examples, List.of()), within(1e-6));
      assertThat(greedy.steps()).hasSize(4);
      List<Unit> gone = new ArrayList<>();
      for (GreedyAblation.Step step : greedy.steps()) {
        Unit best = left.getFirst();
        double reached = Double.NaN;
        for (Unit each : left) {
          List<Unit> tried = new ArrayList<>(gone);
          tried.add(each);
          double loss = loss(network, examples, tried);
          boolean ahead = order == GreedyAblation.Order.MOST ? loss > reached : loss < reached;
          if (Double.isNaN(reached) || ahead) {
            reached = loss;
            best = each;
          }
        }
        assertThat(new Unit(step.site(), step.unit())).isEqualTo(best);
        assertThat(step.score().loss()).isCloseTo(reached, within(1e-6));
        gone.add(best);
        left.remove(best);
        assertThat(step.count()).isEqualTo(gone.size());
        assertThat(step.control().n()).isEqualTo(3);
      }
    }
  }

  /** Nothing is left to draw from: as many random units are all units. */
  @Test
  void allUnits_canBeSilenced_andTheControlIsTheSame() throws Exception {
    try (ArrayNetwork network = network()) {
      ArrayExamples examples = examples(network);
      List<UnitSite> sites = UnitSite.of(network, examples, List.of("*relu*"));
      long[] runs = new long[1];
      GreedyAblation greedy =
          GreedyAblation.of(
              network,
              examples,
              Targets.Classes.of(labels, 1, List.of()),
              sites,
              100,
              GreedyAblation.Order.MOST,
              settings(0),
              more -> runs[0] += more);
      assertThat(greedy.steps()).hasSize(7);
      assertThat(greedy.steps().getLast().control().n()).isZero();
      assertThat(runs[0]).isEqualTo(GreedyAblation.variants(sites, 100, settings(0)) * INPUTS);
    }
  }
}
