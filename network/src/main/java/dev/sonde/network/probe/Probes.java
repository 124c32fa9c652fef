package dev.sonde.network.probe;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Autograd;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The probes of one call and what they have seen so far. Layers report each site to it. */
public final class Probes {

  private record Watched(Array array, Sites sites, int unitAxis) {}

  private final List<Tap> taps = new ArrayList<>();
  private final List<ConvolutionTap> convolutions = new ArrayList<>();
  private final List<Intervention> interventions = new ArrayList<>();
  private final Set<Probe> unused = new LinkedHashSet<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private final Map<String, Capture.Recorded> values = new LinkedHashMap<>();
  private final Map<String, Watched> watched = new LinkedHashMap<>();
  private final Map<String, Capture.Site> shapes = new LinkedHashMap<>();
  private final Map<String, String> aliases = new HashMap<>();

  public Probes(List<Probe> probes) {
    for (Probe probe : probes) {
      unused.add(probe);
      switch (probe) {
        case Tap tap -> taps.add(tap);
        case ConvolutionTap tap -> convolutions.add(tap);
        case Intervention intervention -> interventions.add(intervention);
      }
    }
  }

  /** Whether nobody looks. */
  public boolean isEmpty() {
    return taps.isEmpty() && interventions.isEmpty() && convolutions.isEmpty();
  }

  /** Whether a gradient must be recorded, so that the call must be differentiable. */
  public boolean needGradients() {
    return !convolutions.isEmpty()
        || taps.stream().anyMatch(tap -> tap.kind() == Tap.Kind.GRADIENTS);
  }

  /** Whether any probe selects this site. */
  public boolean watch(String address) {
    if (isEmpty()) return false;
    return taps.stream().anyMatch(tap -> tap.sites().matches(address))
        || interventions.stream().anyMatch(change -> change.sites().matches(address));
  }

  /** Whether a probe changes what flows on from this site, or asks for the gradient there. */
  public boolean changes(String address, List<String> others) {
    return interventions.stream().anyMatch(change -> change.sites().matches(address, others))
        || taps.stream()
            .anyMatch(
                tap -> tap.kind() == Tap.Kind.GRADIENTS && tap.sites().matches(address, others));
  }

  /**
   * Notes sites that a layer would compute if it were asked to, for the message on a wrong name.
   */
  public void offer(String address) {
    seen.add(address);
  }

  /**
   * Reports a site's value and gives what flows on: the same array unless an intervention selects
   * the site.
   */
  public Array visit(String address, Array value, int unitAxis) {
    return visit(address, List.of(), value, unitAxis);
  }

  /**
   * As {@link #visit(String, Array, int)}, of a site that has other names too. What holds no real
   * numbers can be looked at, but has no gradient and cannot be changed: selections pass over it.
   *
   * @param others by which probes may select the site and captures find it
   */
  public Array visit(String address, List<String> others, Array value, int unitAxis) {
    if (isEmpty()) return value;
    if (!seen.add(address) && recorded(address)) {
      throw new IllegalStateException("site '" + address + "' is computed twice in one call");
    }
    for (String other : others) aliases.putIfAbsent(other, address);
    Array flowing = value;
    for (Intervention change : interventions) {
      if (!change.sites().matches(address, others) || !value.isReal()) continue;
      unused.remove(change);
      flowing = change.apply(address, flowing, unitAxis);
    }
    for (Tap tap : taps) {
      if (!tap.sites().matches(address, others)) continue;
      if (tap.kind() == Tap.Kind.GRADIENTS && !value.isReal()) continue;
      unused.remove(tap);
      switch (tap.kind()) {
        case VALUES ->
            once(values.put(address, record(address, flowing, tap.sites(), unitAxis)), address);
        case GRADIENTS ->
            once(
                watched.put(address, new Watched(Autograd.watch(flowing), tap.sites(), unitAxis)),
                address);
        case SHAPES -> once(shapes.put(address, site(address, others, flowing)), address);
      }
    }
    return flowing;
  }

  /** Reports that a site, visited before, is the result of a convolution. */
  public void convolved(ConvolutionTap.Use use) {
    for (ConvolutionTap tap : convolutions) {
      if (!tap.sites().matches(use.address(), use.aliases())) continue;
      unused.remove(tap);
      Autograd.watch(use.output());
      tap.note(use);
    }
  }

  private boolean recorded(String address) {
    return watched.containsKey(address)
        || values.containsKey(address)
        || shapes.containsKey(address);
  }

  private static Capture.Site site(String address, List<String> others, Array array) {
    return new Capture.Site(address, others, array.shape(), array.type().dtype());
  }

  private static void once(@Nullable Object before, String address) {
    if (before == null) return;
    throw new SiteException(
        "two taps record the same of site '" + address + "'; give one, with the units of both");
  }

  private static Capture.Recorded record(String address, Array array, Sites sites, int unitAxis) {
    // A single number is one unit.
    int axis = array.rank() == 0 ? 0 : unitAxis < 0 ? unitAxis + array.rank() : unitAxis;
    Tensor tensor;
    if (sites.allUnits()) {
      tensor = array.toTensor(address);
    } else {
      int[] units = sites.within(address, array.extent(axis));
      tensor = array.detach().pick(axis, Array.ofIndices(units, units.length)).toTensor(address);
    }
    return new Capture.Recorded(tensor, axis);
  }

  /**
   * Checks that every probe found a site.
   *
   * @throws SiteException that lists the network's sites if one did not
   */
  public void requireUsed() {
    if (unused.isEmpty()) return;
    throw new SiteException(
        "no site matches '" + unused.iterator().next().sites() + "'; the network has " + listed());
  }

  private String listed() {
    int most = 40;
    List<String> some = seen.stream().limit(most).toList();
    return String.join(", ", some) + (seen.size() > most ? ", … (" + seen.size() + ")" : "");
  }

  /** What was recorded; gradients are there after the signal went backward. */
  public Capture capture() {
    requireUsed();
    Map<String, Capture.Recorded> gradients = new LinkedHashMap<>();
    watched.forEach(
        (address, site) -> {
          Array gradient =
              Autograd.gradient(site.array())
                  .orElseGet(() -> Array.zeros(site.array().shape().toArray()));
          gradients.put(address, record(address, gradient, site.sites(), site.unitAxis()));
        });
    return new Capture(values, gradients, shapes, aliases);
  }
}
