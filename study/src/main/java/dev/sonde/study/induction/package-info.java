/**
 * When do induction heads form, and what do they need? {@link
 * dev.sonde.study.induction.InductionStudy} trains attention-only transformers of two layers, and
 * of one as a control, on random tokens that repeat (Olsson et al. 2022, <i>In-context Learning and
 * Induction Heads</i>), keeps networks on the way, scores every head in each of them, and ablates
 * heads of the last.
 *
 * <p>Cost: training; the looks are seconds per network.
 */
@NullMarked
package dev.sonde.study.induction;

import org.jspecify.annotations.NullMarked;
