package dev.sonde.analysis.channels;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Absorption and emission of a network's layers, and the two findings about them, tested: emission
 * varies more than absorption, and the channels of a layer differ.
 *
 * @param varies layers whose emission varies more over images, as a share of the mean
 * @param deviates the same by the standard deviation itself
 * @param differs layers whose channels lie further apart in emission than in absorption
 * @param orderedAbsorption layers whose channels differ in absorption (p &lt; 0.01 after Holm's
 *     correction over layers)
 * @param orderedEmission the same of emission
 */
public record ChannelStudy(
    List<LayerChannels> layers,
    SignTest varies,
    SignTest deviates,
    SignTest differs,
    int orderedAbsorption,
    int orderedEmission) {

  private static final double LEVEL = .01;

  /**
   * Closer numbers are equal: by definition emission of a 1 × 1 convolution is its absorption times
   * a constant, and rounding should not count as a finding.
   */
  private static final double EQUAL = 1e-5;

  public ChannelStudy {
    layers = List.copyOf(layers);
  }

  public static ChannelStudy of(List<LayerChannels> layers) {
    return new ChannelStudy(
        layers,
        test(layers, Direction::variation),
        test(layers, Direction::deviation),
        test(layers, Direction::between),
        rejected(layers.stream().mapToDouble(layer -> layer.absorption().order().p()).toArray()),
        rejected(layers.stream().mapToDouble(layer -> layer.emission().order().p()).toArray()));
  }

  private static SignTest test(List<LayerChannels> layers, ToDoubleFunction<Direction> measure) {
    int more = 0;
    int less = 0;
    for (LayerChannels layer : layers) {
      double emitted = measure.applyAsDouble(layer.emission());
      double absorbed = measure.applyAsDouble(layer.absorption());
      if (Math.abs(emitted - absorbed) <= EQUAL * Math.abs(absorbed)) continue;
      if (emitted > absorbed) more++;
      if (emitted < absorbed) less++;
    }
    return SignTest.of(more, less);
  }

  /** Holm (1979). */
  private static int rejected(double[] ps) {
    double[] sorted = java.util.Arrays.stream(ps).filter(p -> !Double.isNaN(p)).sorted().toArray();
    int rejected = 0;
    while (rejected < sorted.length && sorted[rejected] < LEVEL / (sorted.length - rejected)) {
      rejected++;
    }
    return rejected;
  }
}
