package dev.sonde.study.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Sites;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.study.images.ImageObjective;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What hidden layers say to some images, and what the network takes these for.
 *
 * @param layers {@code [images × units]} by site; a convolution's channels and places are all units
 * @param predicted the class of the greatest logit
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HiddenActivity(Map<String, Points> layers, int[] predicted) {
  private static final int BATCH = 100;

  static HiddenActivity of(Network<Array, Array> network, Images images, List<String> sites) {
    int n = images.size();
    Map<String, float[]> values = new LinkedHashMap<>();
    int[] predicted = new int[n];
    for (int from = 0; from < n; from += BATCH) {
      int[] chosen = IntStream.range(from, Math.min(n, from + BATCH)).toArray();
      try (Pass pass = network.evaluate(taps(sites))) {
        Array input =
            ImageObjective.input(
                images, chosen, Normalisation.none(), (FeedForward) network.model());
        long[] said = network.forward(pass, input).argmax(1).toLongs();
        for (int i = 0; i < said.length; i++) predicted[from + i] = (int) said[i];
        Capture capture = pass.capture();
        for (String site : sites) {
          float[] batch = capture.values(site).toFloats();
          int units = batch.length / chosen.length;
          float[] all = values.computeIfAbsent(site, _ -> new float[Math.multiplyExact(n, units)]);
          System.arraycopy(batch, 0, all, from * units, batch.length);
        }
      }
    }
    Map<String, Points> layers = new LinkedHashMap<>();
    values.forEach((site, all) -> layers.put(site, Points.of(all, n, all.length / n)));
    return new HiddenActivity(layers, predicted);
  }

  private static Tap[] taps(List<String> sites) {
    return sites.stream().map(s -> new Tap(Sites.of(s), Tap.Kind.VALUES)).toArray(Tap[]::new);
  }
}
