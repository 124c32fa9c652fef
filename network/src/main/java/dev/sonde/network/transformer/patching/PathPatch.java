package dev.sonde.network.transformer.patching;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Overlay;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Call;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Path patching (Wang et al. 2022, Goldowsky-Dill et al. 2023): what the corrupted run answers when
 * the direct path from one component to another carries what it carries in the clean run. Every
 * component between them stays as in the corrupted run, so what reaches the receiver differs by
 * what the sender writes, and by nothing else; behind the receiver all is computed anew.
 *
 * <pre>{@code
 * PathPatch found = PathPatch.of(model, girl, boy, metric, Component.before(model, to), to, () -> true);
 * found.paths().getFirst().recovered();
 * }</pre>
 *
 * @param clean the metric of the clean run
 * @param corrupted the metric of the corrupted run
 * @param paths one per sender
 */
public record PathPatch(Component to, double clean, double corrupted, List<Path> paths) {

  public PathPatch {
    paths = List.copyOf(paths);
  }

  /**
   * One path.
   *
   * @param value the metric with this path from the clean run
   * @param recovered share of the way from corrupted to clean
   */
  public record Path(Component from, double value, double recovered) {}

  /**
   * Computes paths into one receiver.
   *
   * @param from senders before {@code to}
   * @param goesOn asked after each path
   * @throws TransformerException if the texts differ in length, the model's blocks do not add to
   *     one stream, or a sender does not come before the receiver
   */
  public static PathPatch of(
      Transformer model,
      int[] clean,
      int[] corrupted,
      Metric metric,
      List<Component> from,
      Component to,
      BooleanSupplier goesOn) {
    Pair pair = Pair.of(model, clean, corrupted, metric);
    Architecture.Norm.Placement placement = model.architecture().norm().placement();
    if (placement != Architecture.Norm.Placement.BEFORE
        && placement != Architecture.Norm.Placement.PARALLEL) {
      throw new TransformerException(
          "%s: the blocks of %s do not add to one stream, so no path leads past them"
              .formatted(model.path(), model.architecture().family()));
    }
    to.requireIn(model);
    if (to.reads().isEmpty()) {
      throw new TransformerException(
          "'" + to + "' receives through its queries, keys or values: " + to + ".q, .k or .v");
    }
    for (Component sender : from) {
      sender.requireIn(model);
      if (!sender.isBefore(to, placement)) {
        throw new TransformerException("'" + sender + "' does not come before '" + to + "'");
      }
    }
    Capture wanted = model.run(Input.Tokens.of(clean), Sender.taps(model));
    Capture seen = model.run(Input.Tokens.of(corrupted), Sender.taps(model));
    List<Path> paths = new ArrayList<>();
    for (Component sender : from) {
      Tensor change = Sender.change(model, sender, wanted, seen);
      double value = new Receiver(model, pair, to).with(change);
      double recovered =
          (value - pair.corruptedValue()) / (pair.cleanValue() - pair.corruptedValue());
      paths.add(new Path(sender, value, recovered));
      if (!goesOn.getAsBoolean()) break;
    }
    return new PathPatch(to, pair.cleanValue(), pair.corruptedValue(), paths);
  }

  /** What a sender writes in the clean run less what it writes in the corrupted one. */
  private static final class Sender {

    static Probe[] taps(Transformer model) {
      Tap embed = Tap.values("embed");
      Tap heads = Tap.values("blocks.*.attn.z");
      if (model.architecture().sizes().mlpWidth() == 0) return new Probe[] {embed, heads};
      return new Probe[] {embed, heads, Tap.values("blocks.*.mlp.out")};
    }

    private Sender() {}

    /** {@code [1 × positions × width]}. */
    static Tensor change(Transformer model, Component from, Capture clean, Capture corrupted) {
      try (Scope _ = new Scope()) {
        String site = from.writes();
        Array change = Array.of(clean.values(site)).subtract(Array.of(corrupted.values(site)));
        if (from.kind() == Component.Kind.HEAD) {
          Architecture.Sizes s = model.architecture().sizes();
          String name = "blocks." + from.layer() + ".attn.o.weight";
          Array o = Array.of(model.weight(name).orElseThrow()).to(change.type());
          Array own = o.view(s.width(), s.heads(), s.headWidth()).select(1, from.head());
          change = Functional.linear(change.select(2, from.head()), own.contiguous(), null);
        }
        return change.toFloat().toTensor("change");
      }
    }
  }

  /** The corrupted run with another input to one component. */
  private record Receiver(Transformer model, Pair pair, Component to) {

    double with(Tensor change) {
      Input input = Input.Tokens.of(pair.corrupted());
      int layers = model.architecture().sizes().layers();
      boolean logits = to.kind() == Component.Kind.LOGITS;
      int until = logits ? layers : to.layer();
      try (Call call = model.call(input)) {
        Array x = call.embed();
        for (int n = 0; n < until; n++) x = call.block(n, x);
        Array delta = Array.of(change).to(x.type());
        if (logits) return pair.metric().of(call.output(x.add(delta))).item();
        Overlay own = overlay(received(input, x, delta));
        return rest(input, x, own);
      }
    }

    /** What the receiver makes of its changed input. */
    private Tensor received(Input input, Array x, Array delta) {
      String site = to.reads();
      Tap tap = Tap.values(site);
      boolean parallel =
          model.architecture().norm().placement() == Architecture.Norm.Placement.PARALLEL;
      if (to.kind() == Component.Kind.HEAD || parallel) {
        try (Call call = model.call(input, tap)) {
          call.block(to.layer(), x.add(delta));
          return call.capture().values(site);
        }
      }
      // An MLP reads behind attention, which stays as it is.
      String mid = "blocks." + to.layer() + ".resid_mid";
      Tensor before;
      try (Call call = model.call(input, Tap.values(mid))) {
        call.block(to.layer(), x);
        before = call.capture().values(mid);
      }
      Tensor changed = Array.of(before).add(delta).toTensor("changed");
      try (Call call = model.call(input, Overlay.of(mid, changed, one(1, 1, 1)), tap)) {
        call.block(to.layer(), x);
        return call.capture().values(site);
      }
    }

    private Overlay overlay(Tensor values) {
      if (to.kind() != Component.Kind.HEAD) return Overlay.of(to.reads(), values, one(1, 1, 1));
      int heads = (int) values.shape().extent(2);
      float[] mask = new float[heads];
      int groups = model.architecture().sizes().heads() / heads;
      mask[to.head() / groups] = 1;
      return Overlay.of(
          to.reads(), values, Tensor.ofFloats("mask", Shape.of(1, 1, heads, 1), mask));
    }

    private static Tensor one(long... shape) {
      return Tensor.ofFloats("mask", Shape.of(shape), new float[] {1});
    }

    private double rest(Input input, Array x, Overlay own) {
      try (Call call = model.call(input, own)) {
        Array y = x.alias();
        for (int n = to.layer(); n < model.architecture().sizes().layers(); n++) {
          y = call.block(n, y);
        }
        return pair.metric().of(call.output(y)).item();
      }
    }
  }
}
