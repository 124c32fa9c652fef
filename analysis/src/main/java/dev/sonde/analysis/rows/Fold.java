package dev.sonde.analysis.rows;

import java.util.List;

/**
 * One fold: what a classifier scored on runs that it had not seen.
 *
 * @param heldOut the files of these runs
 */
public record Fold(List<String> heldOut, Score score) {
  public Fold {
    heldOut = List.copyOf(heldOut);
  }
}
