package dev.sonde.network.probe;

/**
 * Records sites: their values as they flow on (after interventions), the gradient of the signal at
 * them, or only what is there.
 */
public record Tap(Sites sites, Kind kind) implements Probe {

  /** What is recorded. */
  public enum Kind {
    VALUES,
    /** Only of sites that hold real numbers. */
    GRADIENTS,
    /** Addresses, shapes and element types, without the elements. */
    SHAPES
  }

  public static Tap values(String sites) {
    return new Tap(Sites.of(sites), Kind.VALUES);
  }

  /** The values of the one site of this name, which is no pattern. */
  public static Tap valuesAt(String address) {
    return new Tap(Sites.exactly(address), Kind.VALUES);
  }

  public static Tap gradients(String sites) {
    return new Tap(Sites.of(sites), Kind.GRADIENTS);
  }

  public static Tap shapes(String sites) {
    return new Tap(Sites.of(sites), Kind.SHAPES);
  }
}
