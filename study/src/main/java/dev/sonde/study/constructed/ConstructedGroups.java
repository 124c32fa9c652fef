package dev.sonde.study.constructed;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.settings.Bounds;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Writes two groups of networks, {@code plain} and {@code altered}, with the tensors of a GRU
 * encoder and decoder. Every weight is drawn at random; no network is trained. Each tensor of each
 * run has a scale of its own, so that runs of one group differ too, as trained ones do: a test that
 * takes single weights for the sample calls every layer different. Only the layers in {@link
 * Alteration#ALL} differ between the groups.
 *
 * @param groups the files of each group, in the order of their runs
 * @param alterations what differs, by address
 */
public record ConstructedGroups(
    Map<String, List<Path>> groups, Map<String, Alteration> alterations) {

  /**
   * @param runs networks per group
   * @param hidden units of the recurrent layers
   * @param seed of all draws
   */
  public record Settings(int runs, int hidden, long seed) {
    public Settings {
      Bounds.atLeast("runs", runs, 1);
      Bounds.atLeast("hidden", hidden, 1);
    }

    public static Settings defaults() {
      return new Settings(8, 48, 2026);
    }

    public Settings seed(long number) {
      return new Settings(runs, hidden, number);
    }
  }

  /**
   * Standard deviation of a run's own scale, as a share: what training twice typically does to a
   * layer.
   */
  private static final double RUN_SPREAD = 0.04;

  private static final int EMBEDDING = 16;
  private static final int TOKENS = 19;
  private static final int OUTPUTS = 11;

  public ConstructedGroups {
    groups = new LinkedHashMap<>(groups);
    alterations = new TreeMap<>(alterations);
  }

  /** Draws and writes all networks as {@code folder/GROUP-RUN.safetensors}. */
  public static ConstructedGroups write(Path folder, Settings settings) throws IOException {
    Map<String, List<Path>> groups = new LinkedHashMap<>();
    for (String group : List.of("plain", "altered")) {
      List<Path> files = new ArrayList<>();
      for (int run = 1; run <= settings.runs(); run++) {
        Path file = folder.resolve(group + "-" + run + ".safetensors");
        network(file, group, run, settings).write(file);
        files.add(file);
      }
      groups.put(group, files);
    }
    return new ConstructedGroups(groups, Alteration.ALL);
  }

  private static Checkpoint network(Path file, String group, int run, Settings settings) {
    List<Tensor> tensors = new ArrayList<>();
    architecture(settings.hidden())
        .forEach(
            (address, shape) -> tensors.add(draw(address, shape, group, run, settings.seed())));
    Map<String, String> metadata =
        Map.of(
            "origin",
            "drawn at random by sonde demo; not trained",
            "group",
            group,
            "run",
            Integer.toString(run),
            "seed",
            Long.toString(settings.seed()));
    return Checkpoint.of(file, tensors, metadata);
  }

  private static Map<String, Shape> architecture(int hidden) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("encoder.embedding.weight", Shape.of(TOKENS, EMBEDDING));
    gru(shapes, "encoder.rnn", EMBEDDING, hidden);
    shapes.put("decoder.embedding.weight", Shape.of(OUTPUTS, hidden));
    gru(shapes, "decoder.rnn", hidden, hidden);
    shapes.put("decoder.attention.mlp.weight", Shape.of(hidden, 2L * hidden));
    shapes.put("decoder.out.weight", Shape.of(OUTPUTS, hidden));
    shapes.put("decoder.out.bias", Shape.of(OUTPUTS));
    return shapes;
  }

  private static void gru(Map<String, Shape> shapes, String name, int inputs, int hidden) {
    shapes.put(name + ".weight_ih_l0", Shape.of(3L * hidden, inputs));
    shapes.put(name + ".weight_hh_l0", Shape.of(3L * hidden, hidden));
    shapes.put(name + ".bias_ih_l0", Shape.of(3L * hidden));
    shapes.put(name + ".bias_hh_l0", Shape.of(3L * hidden));
  }

  private static Tensor draw(String address, Shape shape, String group, int run, long seed) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom")
            .create(seed * 31 + (address + group + run).hashCode());
    double scale = 0.1 * (1 + RUN_SPREAD * random.nextGaussian());
    Alteration alteration = group.equals("altered") ? Alteration.ALL.get(address) : null;
    float[] values = new float[Math.toIntExact(shape.count())];
    for (int i = 0; i < values.length; i++) {
      double standard = alteration == null ? random.nextGaussian() : alteration.draw(random);
      values[i] = (float) (scale * standard);
    }
    return Tensor.ofFloats(address, shape, values);
  }
}
