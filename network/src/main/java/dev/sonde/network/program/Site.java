package dev.sonde.network.program;

import java.util.List;

/**
 * A value that probes can name.
 *
 * @param address after the path of the module that is running, where the program has functions
 * @param aliases other names
 * @param unitAxis which axis counts units: 1, −1 for the last, 0 for "by rank": 1 of four axes or
 *     more, else the last
 */
public record Site(String address, List<String> aliases, int unitAxis) {

  public Site {
    aliases = List.copyOf(aliases);
  }

  public static Site of(String address) {
    return new Site(address, List.of(), 0);
  }

  /** The axis of an array with so many axes that counts units. */
  int unitAxis(int rank) {
    if (unitAxis == 0) return rank >= 4 ? 1 : -1;
    return unitAxis >= rank ? -1 : unitAxis;
  }
}
