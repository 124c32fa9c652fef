package dev.sonde.checkpoint.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dataset and the address that a user of Keras would look for it under.
 *
 * @param path in the file, with a leading slash
 */
record Named(String path, String address) {

  /**
   * An address for each path, in the same order. Where several would get one address, each of them
   * keeps its path in the file, without the leading slash; a path is never given to two.
   */
  static Map<String, String> unique(List<Named> all) {
    Map<String, Integer> uses = new HashMap<>();
    for (Named one : all) uses.merge(one.address, 1, Integer::sum);
    List<Named> chosen = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    boolean clash = false;
    for (Named one : all) {
      Integer count = uses.get(one.address);
      boolean alone = count != null && count == 1 && !one.address.isEmpty();
      Named next = alone ? one : new Named(one.path, one.path.substring(1));
      clash |= !taken.add(next.address);
      chosen.add(next);
    }
    Map<String, String> addresses = new LinkedHashMap<>();
    for (Named one : chosen) addresses.put(one.path, clash ? one.path.substring(1) : one.address);
    return addresses;
  }
}
