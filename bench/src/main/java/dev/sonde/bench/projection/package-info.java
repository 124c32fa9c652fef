/** t-SNE beside scikit-learn's, and how its cost grows. */
@NullMarked
package dev.sonde.bench.projection;

import org.jspecify.annotations.NullMarked;
