package dev.sonde.network.probe;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Spatial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Notes how convolutions are computed in one call, and makes the gradients at their results
 * readable where they lie, in native memory: for questions that need a layer's weights, geometry
 * and gradients together. One tap serves one call.
 */
public final class ConvolutionTap implements Probe {

  /**
   * One convolution of the call.
   *
   * @param aliases other names of its site
   * @param inputShape {@code [batch × channels in × height × width]}
   * @param weight {@code [channels out × channels in / groups × kernel height × kernel width]}
   * @param output what flows on from it
   */
  public record Use(
      String address,
      List<String> aliases,
      dev.sonde.tensor.Shape inputShape,
      Array weight,
      Spatial.Geometry geometry,
      Array output) {

    public Use {
      aliases = List.copyOf(aliases);
    }

    /** The shortest of its names, which most models share whatever their format. */
    public String name() {
      String shortest = address;
      for (String alias : aliases) {
        if (alias.length() < shortest.length()) shortest = alias;
      }
      return shortest;
    }

    /** The gradient at its output after the signal went backward; empty if it did not arrive. */
    public Optional<Array> gradient() {
      return dev.sonde.network.torch.Autograd.gradient(output);
    }
  }

  private final Sites sites;
  private final List<Use> uses = new ArrayList<>();

  private ConvolutionTap(Sites sites) {
    this.sites = sites;
  }

  /** A tap on all convolutions among some sites. */
  public static ConvolutionTap of(String sites) {
    return new ConvolutionTap(Sites.of(sites));
  }

  @Override
  public Sites sites() {
    return sites;
  }

  /** What was computed, in order. */
  public List<Use> uses() {
    return List.copyOf(uses);
  }

  void note(Use use) {
    uses.add(use);
  }
}
