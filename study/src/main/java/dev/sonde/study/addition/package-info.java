/**
 * How does a sequence-to-sequence network add numbers written as strings? {@link
 * dev.sonde.study.addition.Adder} runs a trained network on sums, many per pass, and {@link
 * dev.sonde.study.addition.Accuracy} judges it by characters and by whole sums; the rest asks what
 * its cells do ({@link dev.sonde.study.addition.CellStates}), which of them matter ({@link
 * dev.sonde.study.addition.AblationStudy}) and where two networks differ ({@link
 * dev.sonde.study.addition.Disagreement}).
 */
@NullMarked
package dev.sonde.study.addition;

import org.jspecify.annotations.NullMarked;
