/** Clusterings and supervised references of state vectors beside scikit-learn's. */
@NullMarked
package dev.sonde.bench.clusters;

import org.jspecify.annotations.NullMarked;
