package dev.sonde.network.layer;

/** Derives independent seeds from one: the same inputs give the same seed on every machine. */
public final class Seeds {

  private Seeds() {}

  /** A seed for the part called {@code name}. */
  public static long mix(long seed, String name) {
    long mixed = seed;
    for (int i = 0; i < name.length(); i++) mixed = mix(mixed, name.charAt(i));
    return mixed;
  }

  /** A seed for item {@code index}: the finaliser of SplitMix64 over both. */
  public static long mix(long seed, long index) {
    long z = seed * 0x9E3779B97F4A7C15L + index + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
