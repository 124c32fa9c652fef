/**
 * Which dimensions tell classes apart? {@link dev.sonde.analysis.trees.ExtraTrees}: a forest of
 * extremely randomised trees, and how much each dimension does in it.
 */
@NullMarked
package dev.sonde.analysis.trees;

import org.jspecify.annotations.NullMarked;
