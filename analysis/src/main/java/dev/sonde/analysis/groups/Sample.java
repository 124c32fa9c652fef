package dev.sonde.analysis.groups;

import dev.sonde.analysis.scan.BinCounts;
import dev.sonde.analysis.scan.Scan;

/**
 * One run's finite values of one tensor: {@link SortedSample} holds them all, {@link BinnedSample}
 * their counts in fine bins.
 */
sealed interface Sample permits SortedSample, BinnedSample {

  /** Moments, range and what is not finite; without cells. */
  Scan scan();

  /** Counts in the bins that all runs share. */
  BinCounts counts();

  /** How many values are finite. */
  default long finite() {
    return scan().moments().count();
  }
}
