package dev.sonde.question.networks.features;

import dev.sonde.analysis.units.UnitTally.Bounds;
import java.util.Locale;

/** The bounds at which an operator saturates, by the operator's name. */
final class OperatorBounds {
  private OperatorBounds() {}

  /**
   * @param operator as the file names it; empty if it does not
   * @param address of the site, which may name it: {@code conv1@tanh}
   */
  static Bounds of(String operator, String address) {
    String plain = plain(operator, address);
    if (plain.startsWith("hardtanh") || plain.startsWith("tanh")) return Bounds.of(-1, 1);
    if (plain.startsWith("sigmoid") || plain.startsWith("hardsigmoid")) return Bounds.of(0, 1);
    if (plain.startsWith("relu6")) {
      return new Bounds(
          Double.NEGATIVE_INFINITY, 6, 6 * dev.sonde.analysis.units.UnitTally.AT_BOUND);
    }
    return Bounds.NONE;
  }

  /** Whether a unit that is never above 0 counts as dead: after relu and similar. */
  static boolean rectifies(String operator, String address) {
    return plain(operator, address)
        .matches("(leaky|p|r|thresholded)?relu6?\\d*|gelu|silu|swish|mish|s?elu|celu");
  }

  /** Letters and digits of the operator's name, without the number that tells namesakes apart. */
  private static String plain(String operator, String address) {
    String name = operator.isEmpty() ? address.substring(address.indexOf('@') + 1) : operator;
    return name.toLowerCase(Locale.ROOT).replaceAll("_\\d+$", "").replaceAll("[^a-z0-9]", "");
  }
}
