package dev.sonde.app.command;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Printable;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a network has at one site for a user's inputs: one vector per input. */
final class SiteVectors {
  private static final int BATCH = 256;

  private SiteVectors() {}

  /**
   * @param input [inputs × the network's own input shape], as a file with one tensor
   */
  static Points of(Session session, Path model, String site, Path input) {
    Tensor given = Vectors.only(input, null);
    try (Network<Array, Array> network = Network.open(model, FeedForward.class, Hints.none())) {
      FeedForward architecture = (FeedForward) network.model();
      long[] shape = architecture.input().toArray();
      long each = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      float[] values = given.toFloats();
      int n = given.shape().rank() == 0 ? 0 : Math.toIntExact(given.shape().extent(0));
      if (n == 0 || values.length != n * each) {
        throw new UserError(
            "%s: has shape %s, the network takes inputs of shape %s"
                .formatted(input, given.shape(), architecture.input()));
      }
      List<float[]> parts = new ArrayList<>();
      try (Progress progress = Progress.of(session.console(), "inputs", n)) {
        for (int from = 0; from < n; from += BATCH) {
          int to = Math.min(n, from + BATCH);
          float[] batch =
              Arrays.copyOfRange(values, Math.toIntExact(from * each), Math.toIntExact(to * each));
          parts.add(batch(network, batch, to - from, shape, site));
          progress.step(to - from);
        }
      }
      float[] all = new float[Math.multiplyExact(n, parts.getFirst().length / Math.min(n, BATCH))];
      int at = 0;
      for (float[] part : parts) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      return Vectors.points(all, new long[] {n}, model + ", site " + Printable.of(site));
    }
  }

  private static float[] batch(
      Network<Array, Array> network, float[] values, int count, long[] each, String site) {
    long[] shape = new long[each.length + 1];
    shape[0] = count;
    System.arraycopy(each, 0, shape, 1, each.length);
    try (Array input = Array.of(values, shape)) {
      Capture seen = network.run(input, Tap.values(site));
      if (seen.addresses().size() != 1) {
        throw new UserError(
            "--site %s: names %s; name one".formatted(Printable.of(site), seen.addresses()));
      }
      return seen.values(seen.addresses().getFirst()).toFloats();
    }
  }
}
