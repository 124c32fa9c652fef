package dev.sonde.bench.ablate;

import dev.sonde.bench.Clock;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.Examples;
import dev.sonde.network.data.Targets;
import dev.sonde.network.effects.Replacement;
import dev.sonde.network.effects.SiteAblation;
import dev.sonde.network.effects.UnitSite;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Sonde's part: {@code FILE IMAGES BATCH}. Every channel of every convolution alone, to zero. */
public final class AblateRun {

  private static final int CLASSES = 10;
  private static final long MEMORY = 4L << 30;

  private AblateRun() {}

  public static void main(String[] arguments) throws IOException {
    int images = Integer.parseInt(arguments[1]);
    int batch = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("sonde-ablate");
    Path pixels = folder.resolve("x.npy");
    try (ArrayNetwork network = ArrayNetwork.open(Path.of(arguments[0]), Hints.none())) {
      float[] values = new float[images * 3 * 32 * 32];
      for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(i * .7);
      NpyWriter.write(Tensor.ofFloats("x", Shape.of(images, 3, 32, 32), values), pixels);
      Examples examples = ArrayExamples.of(network, List.of(pixels.toString()));
      int[] labels = IntStream.range(0, images).map(i -> i % CLASSES).toArray();
      List<UnitSite> sites = UnitSite.of(network, examples, List.of("conv1", "**.conv?"));
      SiteAblation.Settings settings =
          new SiteAblation.Settings(
              Replacement.ZERO, true, false, List.of(), 0, 1, batch, "", MEMORY);
      Clock clock = new Clock();
      SiteAblation found =
          SiteAblation.of(
              network,
              examples,
              Targets.Classes.of(labels, 1, List.of()),
              sites,
              settings,
              _ -> {});
      System.out.printf(
          Locale.ROOT,
          "%d variants, greatest loss %.6f%n",
          found.effects().size(),
          found.worst().getFirst().score().loss());
      clock.done();
    } finally {
      Files.deleteIfExists(pixels);
      Files.delete(folder);
    }
  }
}
