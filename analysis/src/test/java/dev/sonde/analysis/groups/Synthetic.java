package dev.sonde.analysis.groups;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Groups of networks that exist in memory only and differ where a test says. Each tensor of each
 * run has a scale and a mean of its own, as trained ones do: runs of one group differ too.
 */
final class Synthetic {

  /** Draws one weight. */
  @FunctionalInterface
  interface Law {
    double draw(RandomGenerator random);

    Law NORMAL = RandomGenerator::nextGaussian;
    Law WIDER = random -> 1.5 * random.nextGaussian();
    Law LAPLACE =
        random -> {
          double magnitude = -Math.log(1 - random.nextDouble()) / Math.sqrt(2);
          return random.nextBoolean() ? magnitude : -magnitude;
        };
    Law SPARSE = random -> random.nextDouble() < 0.5 ? 0 : random.nextGaussian() * Math.sqrt(2);
    Law SHIFTED = random -> 0.3 + random.nextGaussian();
  }

  private final long seed;
  private final Shape shape;
  private final double runSpread;
  private final Map<String, List<Law>> layers = new LinkedHashMap<>();

  Synthetic(long seed, Shape shape, double runSpread) {
    this.seed = seed;
    this.shape = shape;
    this.runSpread = runSpread;
  }

  /** Adds a layer with one law per group; the last law serves all further groups. */
  Synthetic layer(String address, Law... byGroup) {
    layers.put(address, List.of(byGroup));
    return this;
  }

  List<ModelGroup> groups(int... sizes) {
    List<ModelGroup> groups = new ArrayList<>();
    for (int group = 0; group < sizes.length; group++) {
      List<Checkpoint> runs = new ArrayList<>();
      for (int run = 0; run < sizes[group]; run++) runs.add(run(group, run));
      groups.add(new ModelGroup("g" + group, runs));
    }
    return groups;
  }

  private Checkpoint run(int group, int run) {
    List<Tensor> tensors = new ArrayList<>();
    layers.forEach(
        (address, laws) -> {
          // Not java.util.Random: its first numbers are alike for seeds that are near.
          RandomGenerator random =
              new SplittableRandom(seed * 1_000_003 + address.hashCode() * 31L + group * 97L + run);
          double scale = 0.1 * (1 + runSpread * random.nextGaussian());
          double mean = 0.1 * runSpread * random.nextGaussian();
          Law law = laws.get(Math.min(group, laws.size() - 1));
          float[] values = new float[Math.toIntExact(shape.count())];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + scale * law.draw(random));
          }
          tensors.add(Tensor.ofFloats(address, shape, values));
        });
    return Checkpoint.of(Path.of("memory", "g" + group + "-" + run), tensors, Map.of());
  }
}
