/**
 * Does a network that is told where to look learn rules instead of examples, and where in its
 * weights is the difference? Two groups of sequence-to-sequence networks learn to apply lookup
 * tables one after the other; one group gets <em>attentive guidance</em>, an extra loss on its
 * attention (Hupkes et al. 2018). {@link dev.sonde.study.guided.GuidedStudy} trains them, compares
 * their weights, swaps parts between them, retrains, prunes, and looks at their states (the
 * analyses of Baan et al. 2019, with runs as the sample).
 */
@NullMarked
package dev.sonde.study.guided;

import org.jspecify.annotations.NullMarked;
