/**
 * How do the answers about cells look? States as heatmaps over text, one unit as lines, what
 * ablation leaves as a ranking, how units vary, how two networks compare. Each figure takes the
 * numbers that it shows and knows nothing of where they come from.
 */
@NullMarked
package dev.sonde.figure.cells;

import org.jspecify.annotations.NullMarked;
