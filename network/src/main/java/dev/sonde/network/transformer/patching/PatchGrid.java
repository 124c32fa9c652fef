package dev.sonde.network.transformer.patching;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Overlay;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
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

/**
 * What the corrupted run answers when one part of it is as in the clean run.
 *
 * <pre>{@code
 * PatchGrid grid = PatchGrid.of(model, girl, boy, new Metric(lily, tim), PatchGrid.Settings.of(Part.HEAD));
 * grid.value(3, 2, 11);   // layer 3, head 2, position 11
 * }</pre>
 *
 * @param part what was put in
 * @param layers rows of the grid
 * @param units heads, or 1
 * @param positions of the texts
 * @param clean the metric of the clean run
 * @param corrupted the metric of the corrupted run
 * @param values {@code [layers × units × positions]}, row-major
 */
public record PatchGrid(
    Part part,
    int layers,
    int units,
    int positions,
    double clean,
    double corrupted,
    List<Double> values) {

  public PatchGrid {
    values = List.copyOf(values);
  }

  /** What is put in. */
  public enum Part {
    /** One head's output, before the output matrix. */
    HEAD("attn.z"),
    /** The residual stream that enters a block. */
    RESIDUAL("resid_pre"),
    /** What attention adds. */
    ATTENTION("attn.out"),
    /** What the MLP adds. */
    MLP("mlp.out");

    private final String site;

    Part(String site) {
      this.site = site;
    }

    /** Its address in a layer, as {@code blocks.3.attn.z}. */
    public String site(int layer) {
      return "blocks." + layer + "." + site;
    }
  }

  /**
   * @param batch variants that are computed at once
   */
  public record Settings(Part part, int batch) {

    public Settings {
      if (batch < 1) throw new TransformerException("batches of " + batch + " variants");
    }

    public static Settings of(Part part) {
      return new Settings(part, 64);
    }
  }

  public double value(int layer, int unit, int position) {
    return values.get((layer * units + unit) * positions + position);
  }

  /** The share of the way from corrupted to clean. */
  public double recovered(int layer, int unit, int position) {
    return (value(layer, unit, position) - corrupted) / (clean - corrupted);
  }

  /**
   * Computes the grid.
   *
   * @throws TransformerException if the texts differ in length, or the model has no such part
   */
  public static PatchGrid of(
      Transformer model, int[] clean, int[] corrupted, Metric metric, Settings settings) {
    Pair pair = Pair.of(model, clean, corrupted, metric);
    Architecture.Sizes sizes = model.architecture().sizes();
    if (settings.part() == Part.MLP && sizes.mlpWidth() == 0) {
      throw new TransformerException(model.path() + ": a model without MLPs has none to patch");
    }
    int units = settings.part() == Part.HEAD ? sizes.heads() : 1;
    Capture seen =
        model.run(Input.Tokens.of(clean), Tap.values("blocks.*." + settings.part().site));
    List<Double> values = new ArrayList<>();
    try (Call call = model.call(Input.Tokens.of(corrupted))) {
      Array stream = call.embed();
      for (int layer = 0; layer < sizes.layers(); layer++) {
        Variants variants = new Variants(model, pair, settings, layer, units);
        values.addAll(variants.compute(stream, seen.values(settings.part().site(layer))));
        stream = call.block(layer, stream);
      }
    }
    return new PatchGrid(
        settings.part(),
        sizes.layers(),
        units,
        clean.length,
        pair.cleanValue(),
        pair.corruptedValue(),
        values);
  }

  /** All variants of one layer, in batches, from the corrupted stream that enters it. */
  private record Variants(Transformer model, Pair pair, Settings settings, int layer, int units) {

    List<Double> compute(Array stream, Tensor clean) {
      int positions = pair.clean().length;
      double[] values = new double[units * positions];
      List<Integer> open = new ArrayList<>();
      for (int place = 0; place < values.length; place++) {
        // Up to the first token that differs, both runs of a causal model are the same.
        if (place % positions < pair.firstDifference()) values[place] = pair.corruptedValue();
        else open.add(place);
      }
      for (int start = 0; start < open.size(); start += settings.batch()) {
        List<Integer> places = open.subList(start, Math.min(open.size(), start + settings.batch()));
        float[] found = batch(stream, clean, places);
        for (int i = 0; i < found.length; i++) values[places.get(i)] = found[i];
      }
      List<Double> out = new ArrayList<>();
      for (double value : values) out.add(value);
      return out;
    }

    private float[] batch(Array stream, Tensor clean, List<Integer> places) {
      int rows = places.size();
      Probe[] probes = {Overlay.of(settings.part().site(layer), clean, mask(places))};
      Input input = Input.Tokens.repeated(pair.corrupted(), rows);
      try (Scope _ = new Scope();
          Call call = model.call(input, probes)) {
        Array x = stream.expand(rows, stream.extent(1), stream.extent(2));
        for (int n = layer; n < model.architecture().sizes().layers(); n++) {
          Array next = call.block(n, x);
          x.close();
          x = next;
        }
        Array last = x.narrow(1, x.extent(1) - 1, 1);
        return pair.metric().of(call.output(last)).toFloats();
      }
    }

    /** {@code [rows × positions (× heads × 1)]}, one place per row. */
    private Tensor mask(List<Integer> places) {
      int positions = pair.clean().length;
      float[] mask = new float[places.size() * positions * units];
      for (int row = 0; row < places.size(); row++) {
        int unit = places.get(row) / positions;
        int position = places.get(row) % positions;
        mask[(row * positions + position) * units + unit] = 1;
      }
      boolean heads = settings.part() == Part.HEAD;
      Shape shape =
          heads
              ? Shape.of(places.size(), positions, units, 1)
              : Shape.of(places.size(), positions, 1);
      return Tensor.ofFloats("mask", shape, mask);
    }
  }
}
