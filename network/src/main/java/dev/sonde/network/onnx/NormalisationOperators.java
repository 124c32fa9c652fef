package dev.sonde.network.onnx;

import static dev.sonde.network.onnx.Units.CHANNELS;
import static dev.sonde.network.onnx.Units.SAME;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Reduction;
import dev.sonde.network.torch.Spatial;
import dev.sonde.network.torch.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Means taken away and deviations divided out; and dropout, which only training has. */
final class NormalisationOperators {

  private NormalisationOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.many(
            "BatchNormalization",
            5,
            CHANNELS,
            "epsilon momentum spatial training_mode",
            NormalisationOperators::batch),
        Operator.one(
            "InstanceNormalization",
            3,
            CHANNELS,
            "epsilon",
            call ->
                Functional.groupNorm(
                    call.input(0),
                    call.input(0).extent(1),
                    call.input(1),
                    call.input(2),
                    call.real("epsilon", 1e-5))),
        Operator.one(
            "GroupNormalization",
            3,
            CHANNELS,
            "epsilon num_groups stash_type",
            NormalisationOperators::group),
        Operator.many(
                "LayerNormalization",
                2,
                SAME,
                "axis epsilon stash_type",
                NormalisationOperators::layer)
            .counting(1),
        Operator.one(
            "RMSNormalization",
            2,
            SAME,
            "axis epsilon stash_type",
            NormalisationOperators::rootMeanSquare),
        Operator.one("LpNormalization", 1, SAME, "axis p", NormalisationOperators::unit),
        Operator.one(
            "MeanVarianceNormalization", 1, SAME, "axes", NormalisationOperators::meanAndVariance),
        Operator.one("LRN", 1, CHANNELS, "alpha beta bias size", NormalisationOperators::local),
        Operator.many("Dropout", 1, SAME, "ratio seed", NormalisationOperators::dropout));
  }

  private static List<Array> batch(Call call) {
    if (!call.flag("spatial", true)) throw call.refused("normalises each position (spatial = 0)");
    Pass pass = call.run().pass();
    Legacy.requireTest(call);
    boolean training = pass.mode() == Pass.Mode.TRAIN;
    boolean own = call.flag("training_mode", false);
    boolean batch = pass.normalisation() == Pass.Normalisation.BATCH || own;
    boolean running = training || !batch;
    if (call.wants(1) && (call.opset() < 14 || call.wants(3))) {
      throw call.refused("has outputs of training before version 14, which are not computed");
    }
    Array x = call.input(0);
    double momentum = call.real("momentum", .9);
    Array y =
        Functional.batchNorm(
            x,
            call.input(1),
            call.input(2),
            running ? call.input(3) : null,
            running ? call.input(4) : null,
            batch,
            1 - momentum,
            call.real("epsilon", 1e-5));
    if (!call.wants(1)) return List.of(y);
    if (!own) return List.of(y, call.input(3), call.input(4));
    long[] others = LongStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
    Array mean = Reduction.MEAN.of(x, others, true);
    Array variance = Reduction.MEAN.of(x.subtract(mean).square(), others, false);
    Array seen = mean.view(x.extent(1)).multiply(1 - momentum);
    return List.of(
        y,
        call.input(3).multiply(momentum).add(seen),
        call.input(4).multiply(momentum).add(variance.multiply(1 - momentum)));
  }

  /** Scale and shift are per group before version 21, per channel since. */
  private static Array group(Call call) {
    Array x = call.input(0);
    long channels = x.extent(1);
    long groups = call.integer("num_groups", 0);
    if (groups < 1 || channels % groups != 0) {
      throw call.refused("has " + groups + " groups of " + channels + " channels");
    }
    Array scale = call.input(1);
    Array shift = call.input(2);
    if (call.opset() < 21) {
      scale = scale.view(groups, 1).expand(groups, channels / groups).view(channels);
      shift = shift.view(groups, 1).expand(groups, channels / groups).view(channels);
    }
    return Functional.groupNorm(x, groups, scale, shift, call.real("epsilon", 1e-5));
  }

  private static List<Array> layer(Call call) {
    Array x = call.input(0);
    int axis = call.axis(call.integer("axis", -1), x.rank());
    double epsilon = call.real("epsilon", 1e-5);
    long[] axes = LongStream.range(axis, x.rank()).toArray();
    Array mean = Reduction.MEAN.of(x, axes, true);
    Array centred = x.subtract(mean);
    Array inverse =
        Unary.RECIPROCAL.of(
            Unary.SQUARE_ROOT.of(Reduction.MEAN.of(centred.square(), axes, true).add(epsilon)));
    Array normal = centred.multiply(inverse).multiply(call.input(1));
    if (call.optional(2).isPresent()) normal = normal.add(call.input(2));
    return List.of(normal, mean, inverse);
  }

  private static Array rootMeanSquare(Call call) {
    Array x = call.input(0);
    int axis = call.axis(call.integer("axis", -1), x.rank());
    long[] axes = LongStream.range(axis, x.rank()).toArray();
    Array mean = Reduction.MEAN.of(x.square(), axes, true).add(call.real("epsilon", 1e-5));
    return x.divide(Unary.SQUARE_ROOT.of(mean)).multiply(call.input(1));
  }

  private static Array unit(Call call) {
    Array x = call.input(0);
    long[] axis = {call.axis(call.integer("axis", -1), x.rank())};
    long p = call.integer("p", 2);
    if (p != 1 && p != 2) throw call.refused("takes the norm of order " + p);
    Array norm = (p == 1 ? Reduction.L1 : Reduction.L2).of(x, axis, true);
    // Rows of zeros stay zeros.
    return x.divide(norm.where(norm.truths(), Indexing.filled(1, x.type())));
  }

  private static Array meanAndVariance(Call call) {
    Array x = call.input(0);
    long[] axes =
        Arrays.stream(call.integers("axes").orElse(new long[] {0, 2, 3}))
            .map(axis -> call.axis(axis, x.rank()))
            .toArray();
    Array centred = x.subtract(Reduction.MEAN.of(x, axes, true));
    Array variance = Reduction.MEAN.of(centred.square(), axes, true);
    return centred.divide(Unary.SQUARE_ROOT.of(variance).add(1e-9));
  }

  /** By the sum of squares of neighbouring channels. */
  private static Array local(Call call) {
    Array x = call.input(0);
    long size = call.integer("size", 0);
    if (size < 1 || x.rank() < 3) {
      throw call.refused("looks at " + size + " channels of an array " + x.shape());
    }
    long n = x.extent(0);
    long c = x.extent(1);
    Array squares = x.square().view(n, 1, c, -1);
    long before = (size - 1) / 2;
    call.requireSize(n, 1, c + size, Math.max(1, x.count() / Math.max(1, n * c)));
    Array padded =
        Spatial.pad(
            squares, new long[] {0, 0, before, 0}, new long[] {0, 0, size - 1 - before, 0}, 0);
    call.chargeProduct(x, (double) x.count() * size);
    Array ones = Indexing.filled(1, x.type(), 1, 1, size, 1);
    Array sums = Spatial.convolution(padded, ones, null, Spatial.Window.of(2), 1);
    double alpha = call.real("alpha", 1e-4);
    Array base = sums.multiply(alpha / size).add(call.real("bias", 1)).view(x.shape().toArray());
    Array exponent = Indexing.filled(call.real("beta", .75), x.type());
    return x.divide(dev.sonde.network.torch.Binary.POWER.of(base, exponent));
  }

  /** Nothing, unless it is used to learn: what a file alone makes random is refused. */
  private static List<Array> dropout(Call call) {
    Array x = call.input(0);
    double ratio =
        call.opset() >= 12 && call.optional(1).isPresent()
            ? call.number(1)
            : call.real("ratio", .5);
    Legacy.requireTest(call);
    boolean own = call.opset() >= 12 && call.optional(2).isPresent() && call.number(2) != 0;
    boolean training = call.run().pass().mode() == Pass.Mode.TRAIN;
    if (own && !training && ratio != 0) {
      throw call.refused(
          "drops elements at random (training_mode): export the model for use, not for training");
    }
    Array kept = call.run().pass().dropout(ratio, x);
    if (!call.wants(1)) return List.of(kept);
    if (training && ratio != 0) {
      throw call.refused("has the output mask, which training does not keep");
    }
    ElementType type = call.opset() >= 10 ? ElementType.BOOL : x.type();
    return List.of(kept, Indexing.filled(1, type, x.shape().toArray()));
  }
}
