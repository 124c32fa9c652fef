package dev.sonde.analysis.groups;

import dev.sonde.analysis.scan.BinCounts;
import dev.sonde.analysis.scan.Bins;
import dev.sonde.analysis.scan.Scan;

/**
 * One run's tensor that is too large to be sorted.
 *
 * @param fine a subdivision of the shared bins, over the whole range; its width bounds the error of
 *     Wasserstein
 */
record BinnedSample(Scan scan, BinCounts counts, Bins fine, BinCounts fineCounts)
    implements Sample {}
