package dev.sonde.network.torch;

/** The same bits read as elements of another type. */
public final class Reinterpretation {

  private Reinterpretation() {}

  /**
   * @param type with elements of as many bits
   */
  public static Array of(Array x, ElementType type) {
    if (x.tensor().element_size() != (type.bits() + 7) / 8) {
      throw new TorchException("elements of " + x.type() + " read as " + type);
    }
    return Array.op("reinterpretation", () -> x.tensor().view(type.scalar()), x);
  }
}
