package dev.sonde.automata.learning;

/**
 * Where learning ends although it is not done: what is not a machine has a hypothesis of any size.
 *
 * @param rounds counterexamples at most
 * @param states of a hypothesis at most
 * @param queries words asked at most, those of equivalence tests among them
 * @param seconds at most; the only limit that does not repeat from run to run
 */
public record Limits(int rounds, int states, long queries, double seconds) {

  public Limits {
    if (rounds < 0 || states < 1 || queries < 1 || !(seconds > 0)) {
      throw new IllegalArgumentException(
          "limits must be positive: %d rounds, %d states, %d queries, %s seconds"
              .formatted(rounds, states, queries, seconds));
    }
  }

  /** 100 rounds, 1000 states, a million queries, five minutes. */
  public static Limits defaults() {
    return new Limits(100, 1000, 1_000_000, 300);
  }

  public Limits rounds(int other) {
    return new Limits(other, states, queries, seconds);
  }

  public Limits states(int other) {
    return new Limits(rounds, other, queries, seconds);
  }

  public Limits queries(long other) {
    return new Limits(rounds, states, other, seconds);
  }

  public Limits seconds(double other) {
    return new Limits(rounds, states, queries, other);
  }
}
