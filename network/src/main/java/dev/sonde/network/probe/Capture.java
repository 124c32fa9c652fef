package dev.sonde.network.probe;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the taps of one call recorded, copied to the heap, in the order it was computed. */
public final class Capture {

  /** One recorded site: its elements and which axis counts its units. */
  record Recorded(Tensor tensor, int unitAxis) {}

  /**
   * One site of a network and what stands there.
   *
   * @param aliases other names by which it can be selected
   */
  public record Site(String address, List<String> aliases, Shape shape, DType type) {
    public Site {
      aliases = List.copyOf(aliases);
    }
  }

  private final Map<String, Recorded> values;
  private final Map<String, Recorded> gradients;
  private final List<Site> sites;
  private final Map<String, String> aliases;

  Capture(
      Map<String, Recorded> values,
      Map<String, Recorded> gradients,
      Map<String, Site> sites,
      Map<String, String> aliases) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
    this.sites = List.copyOf(sites.values());
    this.aliases = Map.copyOf(aliases);
  }

  /**
   * A capture of values from elsewhere, to be put into a network with {@link Patch}.
   *
   * @param values whose addresses are sites; units are counted by axis 1, of two axes or fewer by
   *     the last
   */
  public static Capture of(List<Tensor> values) {
    Map<String, Recorded> recorded = new LinkedHashMap<>();
    for (Tensor tensor : values) {
      int rank = tensor.shape().rank();
      recorded.put(tensor.address(), new Recorded(tensor, rank > 2 ? 1 : Math.max(0, rank - 1)));
    }
    return new Capture(recorded, Map.of(), Map.of(), Map.of());
  }

  /** What {@link Tap#shapes} recorded. */
  public List<Site> sites() {
    return sites;
  }

  /** Addresses of the recorded values. */
  public List<String> addresses() {
    return List.copyOf(values.keySet());
  }

  /** Addresses of the recorded gradients. */
  public List<String> gradientAddresses() {
    return List.copyOf(gradients.keySet());
  }

  /**
   * The values at a site: {@code [batch × units]}, of convolutions {@code [batch × channels ×
   * height × width]}.
   *
   * @throws SiteException if they were not recorded
   */
  public Tensor values(String address) {
    return of(values, address, "values");
  }

  /** The gradient of the signal at a site, shaped like its values. */
  public Tensor gradients(String address) {
    return of(gradients, address, "gradients");
  }

  private Tensor of(Map<String, Recorded> recorded, String address, String what) {
    Recorded found = recorded.get(aliases.getOrDefault(address, address));
    if (found == null) {
      throw new SiteException(
          "no "
              + what
              + " of site '"
              + address
              + "' were recorded; recorded: "
              + recorded.keySet());
    }
    return found.tensor();
  }

  /**
   * Which axis of the values at a site counts its units; 0 of a single number.
   *
   * @throws SiteException if they were not recorded
   */
  public int unitAxis(String address) {
    of(values, address, "values");
    return Objects.requireNonNull(values.get(aliases.getOrDefault(address, address))).unitAxis();
  }

  /** Mean of each unit over all other axes, for every recorded site that is selected. */
  Map<String, float[]> means(Sites sites) {
    Map<String, float[]> means = new LinkedHashMap<>();
    values.forEach(
        (address, recorded) -> {
          if (sites.matches(address, namesOf(address))) means.put(address, means(recorded));
        });
    return means;
  }

  private List<String> namesOf(String address) {
    return aliases.entrySet().stream()
        .filter(alias -> alias.getValue().equals(address))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static float[] means(Recorded recorded) {
    long[] shape = recorded.tensor().shape().toArray();
    if (shape.length == 0) return recorded.tensor().toFloats();
    int axis = recorded.unitAxis();
    int units = Math.toIntExact(shape[axis]);
    long inner = 1;
    for (int i = axis + 1; i < shape.length; i++) inner *= shape[i];
    float[] elements = recorded.tensor().toFloats();
    double[] sums = new double[units];
    for (int i = 0; i < elements.length; i++) sums[(int) (i / inner % units)] += elements[i];
    float[] means = new float[units];
    for (int u = 0; u < units; u++) means[u] = (float) (sums[u] * units / elements.length);
    return means;
  }

  /** As a checkpoint that can be written: values by address, gradients by {@code address@grad}. */
  public Checkpoint toCheckpoint(Path path, Map<String, String> metadata) {
    List<Tensor> tensors = new ArrayList<>();
    values.values().forEach(recorded -> tensors.add(recorded.tensor()));
    gradients.forEach(
        (address, recorded) -> tensors.add(recorded.tensor().named(address + "@grad")));
    return Checkpoint.of(path, tensors, metadata);
  }

  @Override
  public String toString() {
    return "capture of " + values.keySet() + ", gradients of " + gradients.keySet();
  }
}
