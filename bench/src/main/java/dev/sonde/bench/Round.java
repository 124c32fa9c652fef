package dev.sonde.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contenders that run in turn. */
public final class Round {

  private Round() {}

  /**
   * Runs all of them, {@code rounds} times over.
   *
   * @param contenders by name; they run in the order of the map
   * @return the timings of each, one per round
   */
  public static Map<String, List<Timing>> run(
      Map<String, Contender> contenders, int rounds, int threads) {
    Map<String, List<Timing>> timings = new LinkedHashMap<>();
    contenders.keySet().forEach(name -> timings.put(name, new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (var contender : contenders.entrySet()) {
        timings
            .computeIfAbsent(contender.getKey(), ignored -> new ArrayList<>())
            .add(contender.getValue().run(threads));
      }
    }
    return timings;
  }
}
