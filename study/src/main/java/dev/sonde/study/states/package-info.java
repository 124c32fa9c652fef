/**
 * Do the hidden states of a recurrent network cluster by the states of the machine that it learned?
 *
 * <p>{@link dev.sonde.study.states.StateNetwork} runs words through a network and gives its outputs
 * and state vectors; {@link dev.sonde.study.states.StateAnalysis} clusters them and compares the
 * clusters with the machine's states; {@link dev.sonde.study.states.StateTraining} trains a network
 * to follow a machine. After Muškardin et al., <i>On the Relationship Between RNN Hidden State
 * Vectors and Semantic Ground Truth</i>.
 */
@NullMarked
package dev.sonde.study.states;

import org.jspecify.annotations.NullMarked;
