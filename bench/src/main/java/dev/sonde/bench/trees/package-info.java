/** Importances of neurons by extremely randomised trees beside scikit-learn's. */
@NullMarked
package dev.sonde.bench.trees;

import org.jspecify.annotations.NullMarked;
