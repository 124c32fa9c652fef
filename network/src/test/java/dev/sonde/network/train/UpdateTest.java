package dev.sonde.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.Golden;
import dev.sonde.network.layer.Gradient;
import dev.sonde.network.layer.Gradients;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Mlp;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Generator;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateTest {

  /** A single matrix: the loss Σ g·w has the gradient g. */
  private static Network<Array, Array> matrix(Golden golden) {
    Tensor start = golden.tensor("in/start");
    Checkpoint state =
        Checkpoint.of(
            Path.of("start"),
            List.of(
                start.named("fc1.weight"), Tensor.ofFloats("fc1.bias", Shape.of(5), new float[5])),
            Map.of());
    return Network.load(Mlp.of(7, List.of(), List.of(), 5), state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "sgd"})
  void step_pytorchGradients_pytorchWeights(String name) {
    Golden golden = Golden.of("optimiser-" + name);
    Optimiser optimiser =
        name.equals("adam")
            ? Optimiser.Adam.of(.01).weightDecay(.1)
            : new Optimiser.Sgd(.1, .9, 0, .1);
    for (Kernel kernel : List.of(new ScalarKernel(), new VectorKernel())) {
      try (var network = matrix(golden);
          Generator generator = new Generator(0);
          Update update = new Update(network.parameters(), optimiser, 8, kernel)) {
        network.parameters().freeze("fc1.bias");
        for (int t = 0; t < 4; t++) {
          try (Pass pass = network.train(generator)) {
            // The rows of the identity pass each column of the matrix through once.
            Array identity = Array.of(identity(7), 7, 7);
            Array out = network.forward(pass, identity).transpose(0, 1);
            Array loss = out.multiply(golden.floats("in/grad" + t)).sum();
            update.step(pass.backward(loss));
          }
          assertThat(network.parameters().get("fc1.weight").toFloats())
              .as(kernel.getClass().getSimpleName() + " step " + t)
              .containsExactly(golden.tensor("out/w" + t).toFloats(), within(2e-6f));
        }
      }
    }
  }

  private static float[] identity(int n) {
    float[] values = new float[n * n];
    for (int i = 0; i < n; i++) values[i * n + i] = 1;
    return values;
  }

  @Test
  void factoredGradient_equalsItsMatrix() {
    try (Scope _ = new Scope();
        var few =
            Network.create(Mlp.of(200, List.of(), List.of(), 100), new Initialiser.Framework(), 1);
        Generator generator = new Generator(0);
        Array x = Array.of(random(3 * 200), 3, 200)) {
      var weight = few.parameters().get("fc1.weight");
      try (Pass pass = few.train(generator)) {
        Gradients gradients = pass.backward(few.forward(pass, x).square().sum());
        Gradient gradient = gradients.of(weight).orElseThrow();
        assertThat(gradient).isInstanceOf(Gradient.Factored.class);
        double norm = new Gradient.Dense(gradient.dense()).squaredNorm();
        assertThat(gradient.squaredNorm()).isCloseTo(norm, within(1e-3 * norm));
        float[] before = weight.toFloats();
        float[] slope = gradients.toFloats(weight);
        try (Update update = new Update(few.parameters(), Optimiser.Sgd.of(1e-3, 0), 0)) {
          update.step(gradients);
        }
        float[] after = weight.toFloats();
        for (int i = 0; i < after.length; i++) {
          assertThat(after[i]).isCloseTo(before[i] - 1e-3f * slope[i], within(1e-6f));
        }
      }
    }
  }

  @Test
  void kernels_giveTheSameBits() {
    Kernel scalar = new ScalarKernel();
    Kernel vector = new VectorKernel();
    for (int length : new int[] {1, 7, 16, 61, 300}) {
      float[][] results = new float[2][];
      int at = 0;
      for (Kernel kernel : List.of(scalar, vector)) {
        MemorySegment w = segment(random(length + 3));
        MemorySegment m = segment(new float[length + 3]);
        MemorySegment v = segment(new float[length + 3]);
        MemorySegment right = segment(random(4 * 400));
        var stretch = new Kernel.Stretch(w, 2, length);
        var slope = new Kernel.Slope(right, 5, 400, 3);
        float[] factors = {.3f, -1.7f, .01f};
        var step = new Kernel.AdamStep(.9f, .999f, .01f, 31f, 1e-8f, .1f, .97f);
        kernel.adam(stretch, m, v, slope, factors, step);
        kernel.sgd(stretch, m, slope, factors, new Kernel.SgdStep(.1f, .9f, .1f));
        results[at++] = w.toArray(ValueLayout.JAVA_FLOAT);
      }
      assertThat(results[1]).containsExactly(results[0]);
    }
  }

  /** Loshchilov and Hutter 2019, algorithm 2, in double. */
  @Test
  void adamW_decaysApartFromTheGradient() {
    Optimiser optimiser = Optimiser.AdamW.of(.01, .5).beta2(.98);
    try (var network =
            Network.create(Mlp.of(4, List.of(), List.of(), 3), new Initialiser.Framework(), 1);
        Generator generator = new Generator(0);
        Update update = new Update(network.parameters(), optimiser, 0);
        Array x = Array.of(random(5 * 4), 5, 4)) {
      var weight = network.parameters().get("fc1.weight");
      float[] start = weight.toFloats();
      double[] w = new double[start.length];
      double[] m = new double[start.length];
      double[] v = new double[start.length];
      for (int i = 0; i < w.length; i++) w[i] = start[i];
      for (int t = 1; t <= 5; t++) {
        try (Pass pass = network.train(generator)) {
          Gradients gradients = pass.backward(network.forward(pass, x).square().sum());
          float[] g = gradients.toFloats(weight);
          update.step(gradients);
          for (int i = 0; i < w.length; i++) {
            m[i] = .9 * m[i] + .1 * g[i];
            v[i] = .98 * v[i] + .02 * g[i] * g[i];
            double mean = m[i] / (1 - Math.pow(.9, t));
            double root = Math.sqrt(v[i] / (1 - Math.pow(.98, t)));
            w[i] -= .01 * .5 * w[i] + .01 * mean / (root + 1e-8);
            assertThat(weight.toFloats()[i]).isCloseTo((float) w[i], within(1e-6f));
          }
        }
      }
    }
  }

  @Test
  void prunedWeights_stayZero_frozenOnesStay() {
    try (var network =
            Network.create(Mlp.of(8, List.of(6), List.of(), 3), new Initialiser.Framework(), 1);
        Generator generator = new Generator(0);
        Update update =
            new Update(network.parameters(), Optimiser.Adam.of(.01).weightDecay(.1), 5);
        Array x = Array.of(random(5 * 8), 5, 8)) {
      long pruned = network.parameters().prune("fc1.weight", .15);
      assertThat(pruned).isBetween(5L, 40L);
      network.parameters().freeze("fc2.*");
      float[] frozen = network.parameters().get("fc2.weight").toFloats();
      float[] before = network.parameters().get("fc1.weight").toFloats();
      for (int i = 0; i < 5; i++) {
        try (Pass pass = network.train(generator)) {
          update.step(pass.backward(network.forward(pass, x).square().sum()));
        }
      }
      float[] after = network.parameters().get("fc1.weight").toFloats();
      for (int i = 0; i < after.length; i++) {
        if (before[i] == 0) assertThat(after[i]).isZero();
        else assertThat(after[i]).isNotEqualTo(before[i]);
      }
      assertThat(network.parameters().get("fc2.weight").toFloats()).containsExactly(frozen);
    }
  }

  private static float[] random(int n) {
    SplittableRandom random = new SplittableRandom(n);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) values[i] = (float) random.nextDouble(-1, 1);
    return values;
  }

  private static MemorySegment segment(float[] values) {
    MemorySegment segment = Arena.ofAuto().allocate(4L * values.length, 64);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    return segment;
  }
}
