package dev.sonde.network.effects;

import dev.sonde.network.layer.Memo;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Overlay;
import dev.sonde.network.probe.Sites;
import dev.sonde.network.probe.Tap;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A site and the parts that it is put in by: as a whole, and along one axis.
 *
 * @param axis that counts the parts; −1 for the whole alone
 * @param source what the clean input has there
 * @param target what the corrupted input has there
 */
record Parts(String site, SitePatching.Kind kind, int axis, Tensor source, Tensor target) {

  /** How many there are beside the whole. */
  int count() {
    return axis < 0 ? 0 : Math.toIntExact(source.shape().extent(axis));
  }

  /** The sites of real numbers whose first axis counts examples, in the order of computation. */
  static List<Parts> of(
      ArrayNetwork network, Capture source, Capture target, Tiling tiling, int examples) {
    Map<String, Shape> real = new HashMap<>();
    for (Capture.Site site : target.sites()) {
      if (site.type().isFloating()) real.put(site.address(), site.shape());
    }
    Set<String> tiled = new HashSet<>();
    for (Capture.Site site : network.run(tiling.inputs(), Tap.shapes("**")).sites()) {
      Shape shape = site.shape();
      if (shape.rank() > 0 && shape.extent(0) == (long) tiling.copies() * examples) {
        tiled.add(site.address());
      }
    }
    List<Parts> all = new ArrayList<>();
    for (String address : target.addresses()) {
      Shape shape = real.get(address);
      boolean input = network.inputs().stream().anyMatch(in -> in.name().equals(address));
      if (input || shape == null || !tiled.contains(address) || shape.rank() == 0) continue;
      Tensor clean = source.values(address);
      if (shape.extent(0) != examples || !clean.shape().equals(shape)) continue;
      all.add(of(address, clean, target.values(address), target.unitAxis(address)));
    }
    return all;
  }

  private static Parts of(String site, Tensor source, Tensor target, int unitAxis) {
    int rank = source.shape().rank();
    if (rank == 1) return new Parts(site, SitePatching.Kind.WHOLE, -1, source, target);
    if (rank == 2) return new Parts(site, SitePatching.Kind.UNIT, 1, source, target);
    SitePatching.Kind kind = unitAxis == 1 ? SitePatching.Kind.CHANNEL : SitePatching.Kind.POSITION;
    return new Parts(site, kind, 1, source, target);
  }

  /** For the whole, then for each part: Σ (clean − corrupted) · gradient. */
  double[] estimates(Capture slopes) {
    double[] estimates = new double[1 + count()];
    if (!slopes.gradientAddresses().contains(site)) {
      Arrays.fill(estimates, Double.NaN);
      return estimates;
    }
    float[] gradient = slopes.gradients(site).toFloats();
    float[] clean = source.toFloats();
    float[] corrupted = target.toFloats();
    int inner = inner();
    for (int i = 0; i < gradient.length; i++) {
      double term = ((double) clean[i] - corrupted[i]) * gradient[i];
      estimates[0] += term;
      if (axis > 0) estimates[1 + i / inner % count()] += term;
    }
    return estimates;
  }

  private int inner() {
    int inner = 1;
    for (int i = Math.max(0, axis) + 1; i < source.shape().rank(); i++) {
      inner *= (int) source.shape().extent(i);
    }
    return inner;
  }

  /**
   * Puts parts in.
   *
   * @param progress hears of each part
   */
  record Run(ArrayNetwork network, Tiling tiling, Metric metric, Memo memo, LongConsumer progress) {

    /** The metric with the whole put in, then with each part. */
    List<Double> values(Parts parts) {
      List<Double> values = new ArrayList<>();
      int all = 1 + parts.count();
      for (int from = 0; from < all; from += tiling.copies()) {
        int count = Math.min(tiling.copies(), all - from);
        Overlay overlay =
            new Overlay(Sites.exactly(parts.site()), clean(parts), mask(parts, from, count));
        List<Double> some =
            metric.values(network.compute(tiling.inputs(), Metric::logits, memo, overlay));
        values.addAll(some.subList(0, count));
        progress.accept(count);
      }
      return values;
    }

    /** What the clean input has at the site, once for each copy. */
    private Tensor clean(Parts parts) {
      float[] once = parts.source().toFloats();
      float[] all = new float[Math.multiplyExact(once.length, tiling.copies())];
      for (int i = 0; i < tiling.copies(); i++) {
        System.arraycopy(once, 0, all, i * once.length, once.length);
      }
      long[] shape = parts.source().shape().toArray();
      shape[0] *= tiling.copies();
      return Tensor.ofFloats("clean", Shape.of(shape), all);
    }

    /** Copy {@code i} has part {@code from + i}, 0 being the whole; the rest stays as it is. */
    private Tensor mask(Parts parts, int from, int count) {
      int width = Math.max(1, parts.count());
      int examples = metric.examples();
      float[] mask = new float[Math.multiplyExact(tiling.copies() * examples, width)];
      for (int copy = 0; copy < count; copy++) {
        int part = from + copy - 1;
        for (int i = copy * examples; i < (copy + 1) * examples; i++) {
          if (part < 0) Arrays.fill(mask, i * width, (i + 1) * width, 1);
          else mask[i * width + part] = 1;
        }
      }
      long[] shape = new long[parts.source().shape().rank()];
      Arrays.fill(shape, 1);
      shape[0] = (long) tiling.copies() * examples;
      if (parts.axis() > 0) shape[parts.axis()] = width;
      return Tensor.ofFloats("mask", Shape.of(shape), mask);
    }
  }
}
