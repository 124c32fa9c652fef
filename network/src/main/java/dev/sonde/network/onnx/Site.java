package dev.sonde.network.onnx;

import java.util.List;

/**
 * A value of a graph that probes can name.
 *
 * @param address the value's own name; in branches and loop bodies that use a name again, with the
 *     path of nodes before it
 * @param aliases the node's name, the module's that it belongs to
 * @param operator that computes it; empty for an input
 * @param node the name of the node; may be empty
 * @param unitAxis which axis counts units: 1, −1 for the last, 0 for "by rank"
 */
public record Site(
    String address, List<String> aliases, String operator, String node, int unitAxis) {

  public Site {
    aliases = List.copyOf(aliases);
  }

  Site called(List<String> names) {
    return new Site(address, names, operator, node, unitAxis);
  }

  /** The axis of an array with so many axes that counts units. */
  int unitAxis(int rank) {
    if (unitAxis == 0) return rank >= 4 ? 1 : -1;
    return unitAxis >= rank ? -1 : unitAxis;
  }
}
