/**
 * Which linear rule tells known classes apart? {@link
 * dev.sonde.analysis.regression.LogisticRegression} (L-BFGS) and {@link
 * dev.sonde.analysis.regression.LinearDiscriminants}.
 */
@NullMarked
package dev.sonde.analysis.regression;

import org.jspecify.annotations.NullMarked;
