package dev.sonde.question.networks.top;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs on which units are most active.
 *
 * @param inputs number of inputs
 * @param classes names; empty without labels
 * @param notes what was left out and why, a sentence each
 */
public record TopAnswer(
    long inputs, List<String> classes, List<SiteTop> sites, List<String> notes) {

  public TopAnswer {
    classes = List.copyOf(classes);
    sites = List.copyOf(sites);
    notes = List.copyOf(notes);
  }

  /**
   * @param map extents of the site's positions, {@code [height, width]} or {@code [steps]}; empty
   *     if a unit has one value per input
   */
  public record SiteTop(String site, List<Long> map, List<UnitTop> units) {
    public SiteTop {
      map = List.copyOf(map);
      units = List.copyOf(units);
    }
  }

  /**
   * @param top most active first
   * @param spread classes of the top inputs; null without labels
   */
  public record UnitTop(int unit, List<Entry> top, @Nullable Spread spread) {
    public UnitTop {
      top = List.copyOf(top);
    }
  }

  /**
   * @param input its number, from 0
   * @param name of its file, or its number
   * @param place position in the map, row and column or step; empty without a map
   * @param label its class; null without labels
   */
  public record Entry(
      long input, String name, double value, List<Long> place, @Nullable String label) {
    public Entry {
      place = List.copyOf(place);
    }
  }

  /**
   * @param strongest the most frequent class among the top inputs
   * @param share share of the top inputs with that class
   * @param effective effective number of classes: exp of the entropy
   * @param randomShare mean share over random draws of as many inputs
   * @param pAdjusted p over the draws, adjusted over all units (Benjamini and Hochberg)
   * @param ofClass whether {@code pAdjusted} is at most alpha
   */
  public record Spread(
      String strongest,
      double share,
      double effective,
      double randomShare,
      double p,
      double pAdjusted,
      boolean ofClass) {}
}
