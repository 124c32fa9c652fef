package dev.sonde.study.zoo;

import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Seeds;
import dev.sonde.network.model.Mlp;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Generator;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.Update;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Two hidden layers of 64 relu units and a sigmoid, taught by AdamW to come near the accuracy in
 * squares. Features are centred and scaled by what they are in the networks learnt from, and cut at
 * ten standard deviations.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Perceptron(double[] mean, double[] deviation, float[][] weights) {

  private static final int UNITS = 64;
  private static final int STEPS = 1500;
  private static final int BATCH = 64;
  private static final double RATE = 2e-3;
  private static final double DECAY = .05;
  private static final double CUT = 10;

  static ToDoubleFunction<double[]> learn(double[][] rows, double[] accuracies, long seed) {
    int count = rows[0].length;
    double[] mean = new double[count];
    double[] deviation = new double[count];
    for (int k = 0; k < count; k++) {
      for (double[] row : rows) mean[k] += row[k] / rows.length;
      for (double[] row : rows) deviation[k] += Math.pow(row[k] - mean[k], 2) / rows.length;
      deviation[k] = Math.sqrt(deviation[k]);
      // Rounding leaves a constant column a deviation of some units in the last place of its mean.
      if (deviation[k] <= rows.length * Math.ulp(mean[k])) deviation[k] = 0;
    }
    Perceptron scaled = new Perceptron(mean, deviation, new float[0][]);
    float[][] inputs = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) inputs[i] = scaled.input(rows[i]);
    return new Perceptron(mean, deviation, taught(inputs, accuracies, seed))::predict;
  }

  private static float[][] taught(float[][] inputs, double[] accuracies, long seed) {
    int count = inputs[0].length;
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, "perceptron"));
    try (Network<Array, Array> network =
            Network.create(
                Mlp.of(count, List.of(UNITS, UNITS), List.of(), 1),
                new Initialiser.KaimingNormal(),
                seed);
        Generator generator = new Generator(seed);
        Update update = new Update(network.parameters(), how(), 0)) {
      for (int step = 0; step < STEPS; step++) {
        int[] chosen = random.ints(BATCH, 0, inputs.length).toArray();
        float[] flat = new float[BATCH * count];
        float[] targets = new float[BATCH];
        for (int i = 0; i < BATCH; i++) {
          System.arraycopy(inputs[chosen[i]], 0, flat, i * count, count);
          targets[i] = (float) accuracies[chosen[i]];
        }
        try (Pass pass = network.train(generator)) {
          Array said = network.forward(pass, Array.of(flat, BATCH, count)).sigmoid();
          Array loss = said.subtract(Array.of(targets, BATCH, 1)).square().mean();
          update.step(pass.backward(loss));
        }
      }
      return network.parameters().all().stream().map(p -> p.toFloats()).toArray(float[][]::new);
    }
  }

  private static Optimiser how() {
    return Optimiser.AdamW.of(RATE, DECAY);
  }

  private float[] input(double[] row) {
    float[] all = new float[row.length];
    for (int k = 0; k < all.length; k++) {
      double z = deviation[k] > 0 ? (row[k] - mean[k]) / deviation[k] : 0;
      all[k] = (float) Math.clamp(z, -CUT, CUT);
    }
    return all;
  }

  private double predict(double[] row) {
    float[] x = input(row);
    for (int l = 0; l < weights.length; l += 2) x = layer(x, l, l + 2 < weights.length);
    return 1 / (1 + Math.exp(-x[0]));
  }

  private float[] layer(float[] x, int l, boolean relu) {
    float[] matrix = weights[l];
    float[] bias = weights[l + 1];
    return floats(
        IntStream.range(0, bias.length)
            .mapToDouble(
                o -> {
                  double sum = bias[o];
                  for (int i = 0; i < x.length; i++) sum += matrix[o * x.length + i] * x[i];
                  return relu ? Math.max(0, sum) : sum;
                })
            .toArray());
  }

  private static float[] floats(double[] values) {
    float[] all = new float[values.length];
    for (int i = 0; i < all.length; i++) all[i] = (float) values[i];
    return all;
  }
}
