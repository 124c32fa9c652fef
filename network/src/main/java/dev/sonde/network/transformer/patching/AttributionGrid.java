package dev.sonde.network.transformer.patching;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link PatchGrid} would find, to first order (Nanda 2023): the gradient of the metric in the
 * corrupted run times the difference that the clean run makes. Three passes, whatever the size of
 * the grid.
 *
 * @param values {@code [layers × units × positions]}: the estimated change of the metric
 */
public record AttributionGrid(
    PatchGrid.Part part, int layers, int units, int positions, List<Double> values) {

  public AttributionGrid {
    values = List.copyOf(values);
  }

  public double value(int layer, int unit, int position) {
    return values.get((layer * units + unit) * positions + position);
  }

  /**
   * Estimates the grid.
   *
   * @throws dev.sonde.network.transformer.TransformerException if the texts differ in length
   */
  public static AttributionGrid of(
      Transformer model, int[] clean, int[] corrupted, Metric metric, PatchGrid.Part part) {
    Pair.of(model, clean, corrupted, metric);
    Architecture.Sizes sizes = model.architecture().sizes();
    String sites = part.site(0).replace(".0.", ".*.");
    Capture wanted = model.run(Input.Tokens.of(clean), Tap.values(sites));
    Capture seen =
        model.run(
            Input.Tokens.of(corrupted),
            logits -> metric.of(logits).sum(),
            Tap.values(sites),
            Tap.gradients(sites));
    int positions = clean.length;
    int units = part == PatchGrid.Part.HEAD ? sizes.heads() : 1;
    List<Double> values = new ArrayList<>();
    for (int layer = 0; layer < sizes.layers(); layer++) {
      float[] to = wanted.values(part.site(layer)).toFloats();
      float[] from = seen.values(part.site(layer)).toFloats();
      float[] gradient = seen.gradients(part.site(layer)).toFloats();
      int width = to.length / (positions * units);
      for (int unit = 0; unit < units; unit++) {
        for (int position = 0; position < positions; position++) {
          double sum = 0;
          int start = (position * units + unit) * width;
          for (int i = start; i < start + width; i++) {
            sum += gradient[i] * ((double) to[i] - from[i]);
          }
          values.add(sum);
        }
      }
    }
    return new AttributionGrid(part, sizes.layers(), units, positions, values);
  }
}
