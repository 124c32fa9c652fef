package dev.sonde.study.initialisation;

import dev.sonde.analysis.scan.Bins;
import dev.sonde.analysis.scan.Moments;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.study.images.ImageObjective;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What flows through every site of a network while it is shown inputs, streamed by batches. */
final class SiteFeatures {
  private static final int BATCH = 100;

  private Moments moments = Moments.NONE;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private long zeros;
  private long notFinite;
  private float[] greatest = {};
  private long[] bins = {};

  private SiteFeatures() {}

  Moments moments() {
    return moments;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /** Values that are exactly 0. */
  long zeros() {
    return zeros;
  }

  long notFinite() {
    return notFinite;
  }

  /** Channels or units. */
  int units() {
    return greatest.length;
  }

  /** Units that were never above zero, at any place of any input. */
  int dead() {
    int dead = 0;
    for (float most : greatest) if (!(most > 0)) dead++;
    return dead;
  }

  /** Counts in the bins that {@link #count} was given. */
  long[] bins() {
    return bins;
  }

  /** Moments, range and dead units at all sites, in the order of computation. */
  static Map<String, SiteFeatures> of(
      Network<Array, Array> network, InputKind.Inputs inputs, int count, Runnable each) {
    Map<String, SiteFeatures> sites = new LinkedHashMap<>();
    stream(
        network,
        inputs,
        count,
        each,
        (site, values) -> sites.computeIfAbsent(site, _ -> new SiteFeatures()).add(values));
    return sites;
  }

  /** A second look: how many values lie in each of {@code number} bins over a site's range. */
  static void count(
      Map<String, SiteFeatures> sites,
      Network<Array, Array> network,
      InputKind.Inputs inputs,
      int count,
      Map<String, Bins> ranges,
      Runnable each) {
    stream(
        network,
        inputs,
        count,
        each,
        (site, values) -> {
          Bins range = ranges.get(site);
          SiteFeatures features = sites.get(site);
          if (range == null || features == null || !(range.width() > 0)) return;
          long[] more = range.count(List.of(values), 1).getFirst().counts();
          if (features.bins.length == 0) features.bins = new long[more.length];
          for (int i = 0; i < more.length; i++) features.bins[i] += more[i];
        });
  }

  private interface Seen {
    void values(String site, Tensor values);
  }

  private static void stream(
      Network<Array, Array> network, InputKind.Inputs inputs, int count, Runnable each, Seen seen) {
    var shape = ((dev.sonde.network.model.FeedForward) network.model()).input();
    for (int from = 0; from < count; from += BATCH) {
      each.run();
      float[] batch = inputs.range(from, Math.min(BATCH, count - from));
      try (Scope _ = new Scope()) {
        Capture capture = network.run(ImageObjective.input(batch, shape), Tap.values("**"));
        for (String site : capture.addresses()) seen.values(site, capture.values(site));
      }
    }
  }

  /** Values {@code [inputs × units × places]}. */
  private void add(Tensor values) {
    float[] elements = values.toFloats();
    long[] shape = values.shape().toArray();
    int units = (int) shape[1];
    int places = (int) (values.count() / shape[0] / units);
    if (greatest.length == 0) {
      greatest = new float[units];
      Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    }
    double sum = 0;
    long finite = 0;
    for (int at = 0, row = 0; at < elements.length; at += places, row++) {
      float most = Float.NEGATIVE_INFINITY;
      for (int i = at; i < at + places; i++) {
        float x = elements[i];
        if (!Float.isFinite(x)) {
          notFinite++;
          continue;
        }
        finite++;
        sum += x;
        if (x == 0) zeros++;
        if (x < min) min = x;
        if (x > most) most = x;
      }
      if (most > max) max = most;
      int unit = row % units;
      if (most > greatest[unit]) greatest[unit] = most;
    }
    moments = moments.merge(central(elements, finite, sum / finite));
  }

  private static Moments central(float[] elements, long n, double mean) {
    if (n == 0) return Moments.NONE;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    for (float x : elements) {
      if (!Float.isFinite(x)) continue;
      double d = x - mean;
      double dd = d * d;
      s2 += dd;
      s3 += dd * d;
      s4 += dd * dd;
    }
    if (s2 == 0) return new Moments(n, mean, 0, Double.NaN, Double.NaN);
    double variance = s2 / n;
    return new Moments(
        n,
        mean,
        Math.sqrt(variance),
        s3 / n / Math.pow(variance, 1.5),
        s4 / n / (variance * variance) - 3);
  }
}
