package dev.sonde.network.probe;

import dev.sonde.checkpoint.Glob;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which sites, and which of their units: a {@link Glob} over addresses, with units in brackets
 * where not all are meant: {@code conv2}, {@code decoder.rnn@t=5/c[12]}, {@code
 * fc1@relu[0,3,8..15]}.
 */
public record Sites(Glob glob, List<Integer> units) {

  public Sites {
    units = List.copyOf(units);
  }

  /**
   * Reads a selection.
   *
   * @throws SiteException if the units in brackets are not numbers or ranges
   */
  public static Sites of(String text) {
    if (!text.endsWith("]")) return new Sites(glob(text), List.of());
    int open = text.lastIndexOf('[');
    if (open < 0) throw new SiteException("site '" + text + "' has a ] without a [");
    String list = text.substring(open + 1, text.length() - 1);
    IntStream units = Arrays.stream(list.split(",", -1)).flatMapToInt(part -> range(part, text));
    return new Sites(glob(text.substring(0, open)), listed(units));
  }

  /** One site by its name, which may hold letters that mean something in a pattern. */
  public static Sites exactly(String address) {
    return new Sites(Glob.exactly(address), List.of());
  }

  private static Glob glob(String text) {
    try {
      return Glob.of(text);
    } catch (IllegalArgumentException e) {
      throw new SiteException("site '" + text + "': " + e.getMessage());
    }
  }

  /** Reads a selection whose units are given beside it. */
  public static Sites of(String text, int... units) {
    if (units.length == 0) return of(text);
    return new Sites(glob(text), listed(IntStream.of(units)));
  }

  private static List<Integer> listed(IntStream units) {
    return units.distinct().sorted().boxed().toList();
  }

  private static IntStream range(String part, String text) {
    int dots = part.indexOf("..");
    try {
      int first = Integer.parseInt((dots < 0 ? part : part.substring(0, dots)).strip());
      int last = dots < 0 ? first : Integer.parseInt(part.substring(dots + 2).strip());
      if (first < 0 || last < first) throw new NumberFormatException();
      return IntStream.rangeClosed(first, last);
    } catch (NumberFormatException e) {
      throw new SiteException(
          "site '" + text + "': units are written [12], [0,3] or [8..15], not '" + part + "'");
    }
  }

  public boolean matches(String address) {
    return glob.matches(address);
  }

  /** Whether the address or one of the other names of the same site matches. */
  public boolean matches(String address, List<String> aliases) {
    if (matches(address)) return true;
    for (String alias : aliases) {
      if (matches(alias)) return true;
    }
    return false;
  }

  public boolean allUnits() {
    return units.isEmpty();
  }

  /** The units, after checking that a site has them. */
  int[] within(String address, long available) {
    for (int unit : units) {
      if (unit >= available) {
        throw new SiteException(
            "site '" + address + "' has units 0 to " + (available - 1) + ", not " + unit);
      }
    }
    return units.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sites sites && toString().equals(sites.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return allUnits() ? glob.toString() : glob + units.toString().replace(" ", "");
  }
}
