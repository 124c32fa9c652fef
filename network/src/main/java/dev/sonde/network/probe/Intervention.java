package dev.sonde.network.probe;

import dev.sonde.network.torch.Array;

/** Changes the values at sites for one call. Interventions compose in the order they are given. */
public sealed interface Intervention extends Probe
    permits Ablation, Clamp, Addition, Shift, Patch, Overlay {

  /**
   * What stands at the site instead, for all its units.
   *
   * @param value what flows in, {@code [… × units × …]}
   * @param unitAxis the axis of the units
   */
  Array replacement(String address, Array value, int unitAxis);

  /** The site's value with the selected units replaced; the others keep their bits. */
  default Array apply(String address, Array value, int unitAxis) {
    Array replacement = replacement(address, value, unitAxis);
    if (sites().allUnits()) return replacement;
    long available = value.rank() == 0 ? 1 : value.extent(unitAxis);
    int[] units = sites().within(address, available);
    float[] chosen = new float[Math.toIntExact(available)];
    for (int unit : units) chosen[unit] = 1;
    return replacement.where(perUnit(chosen, value, unitAxis).truths(), value);
  }

  /** One number per unit, shaped to broadcast over the site. */
  static Array perUnit(float[] numbers, Array value, int unitAxis) {
    long[] shape = new long[value.rank()];
    java.util.Arrays.fill(shape, 1);
    if (shape.length == 0) return Array.of(numbers, shape);
    shape[unitAxis < 0 ? unitAxis + shape.length : unitAxis] = numbers.length;
    return Array.of(numbers, shape);
  }
}
