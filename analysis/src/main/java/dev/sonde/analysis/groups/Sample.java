package dev.sonde.analysis.groups;

/**
 * One run's finite values of one tensor: {@link SortedSample} holds them all, {@link BinnedSample}
 * their counts in fine bins.
 */
sealed interface Sample permits SortedSample, BinnedSample {

  Moments moments();

  /** Counts in the bins that all runs share; not to be changed. */
  long[] counts();

  /** What one pass over a run's tensor gives, before the range of all runs is known. */
  interface Scan {
    Moments moments();

    /** The sample in bins shared by all runs. */
    Sample in(Bins bins);
  }
}
