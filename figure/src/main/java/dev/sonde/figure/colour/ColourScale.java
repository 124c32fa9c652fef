package dev.sonde.figure.colour;

/**
 * Which colour a number has. What lies beyond the limits has the colour of the limit, and a {@code
 * ColourBar} shows that; what is not a number has {@link #MISSING}.
 *
 * @param gradient the colours
 * @param low the value of the gradient's start
 * @param high the value of its end
 */
public record ColourScale(Gradient gradient, double low, double high) {

  /** Stands out from all gradients. */
  public static final Colour MISSING = Colour.rgb(0xff2fd6);

  public ColourScale {
    if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "colours from " + low + " to " + high + ": two finite limits, the lower first");
    }
  }

  /** Signed values, white at zero. */
  public static ColourScale diverging(double limit) {
    return new ColourScale(Gradient.DIVERGING, -limit, limit);
  }

  /** Amounts between two limits. */
  public static ColourScale sequential(double low, double high) {
    return new ColourScale(Gradient.VIRIDIS, low, high);
  }

  /** Where {@code value} lies between the limits: 0 to 1, NaN for NaN. */
  public double position(double value) {
    // Halves first: the distance between the limits may exceed the largest double.
    double at = (value / 2 - low / 2) / (high / 2 - low / 2);
    return Double.isNaN(at) ? at : Math.clamp(at, 0, 1);
  }

  /** The value of the quietest colour: zero on a diverging scale, else the lower limit. */
  public double neutral() {
    return gradient.equals(Gradient.DIVERGING) ? low / 2 + high / 2 : low;
  }

  public Colour of(double value) {
    double at = position(value);
    return Double.isNaN(at) ? MISSING : gradient.at(at);
  }
}
