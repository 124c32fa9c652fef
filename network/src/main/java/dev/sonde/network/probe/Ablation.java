package dev.sonde.network.probe;

import dev.sonde.network.torch.Array;
import java.util.Map;

/**
 * Ablates units: sets them to zero, or to their mean so that only what varies is lost.
 *
 * <pre>{@code
 * network.run(words, Ablation.zero("encoder.rnn@t=**{h,c}", 18));
 * network.run(images, Ablation.mean(seen, "conv2", 3, 5));   // means over a capture
 * }</pre>
 *
 * @param means per address one mean per unit; empty for zero
 */
public record Ablation(Sites sites, Map<String, float[]> means) implements Intervention {

  public Ablation {
    means = Map.copyOf(means);
  }

  public static Ablation zero(String sites, int... units) {
    return new Ablation(Sites.of(sites, units), Map.of());
  }

  /**
   * To the mean of each unit over everything that {@code seen} recorded at the same address.
   *
   * @throws SiteException if nothing was recorded there
   */
  public static Ablation mean(Capture seen, String sites, int... units) {
    Sites selected = Sites.of(sites, units);
    Map<String, float[]> means = seen.means(selected);
    if (means.isEmpty()) throw new SiteException("no values of '" + sites + "' were recorded");
    return new Ablation(selected, means);
  }

  @Override
  public Array replacement(String address, Array value, int unitAxis) {
    if (means.isEmpty()) return Array.zeros(value.shape().toArray()).to(value.type());
    float[] mean = means.get(address);
    if (mean == null) throw new SiteException("no mean of '" + address + "' was recorded");
    long units = value.rank() == 0 ? 1 : value.extent(unitAxis);
    if (mean.length != units) {
      throw new SiteException(
          "site '"
              + address
              + "' has "
              + units
              + " units, the recorded means are of "
              + mean.length);
    }
    return Intervention.perUnit(mean, value, unitAxis).expand(value.shape().toArray());
  }
}
