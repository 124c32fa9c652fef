package dev.sonde.network.probe;

/**
 * Records sites: their values as they flow on (after interventions), or the gradient of the signal
 * at them.
 */
public record Tap(Sites sites, Kind kind) implements Probe {

  /** What is recorded. */
  public enum Kind {
    VALUES,
    GRADIENTS
  }

  public static Tap values(String sites) {
    return new Tap(Sites.of(sites), Kind.VALUES);
  }

  public static Tap gradients(String sites) {
    return new Tap(Sites.of(sites), Kind.GRADIENTS);
  }
}
