/** What is in one tensor, and what changed between two checkpoints? */
@NullMarked
package dev.sonde.analysis.weights;

import org.jspecify.annotations.NullMarked;
