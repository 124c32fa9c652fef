/**
 * Do clusters of hidden states stand for states of a machine? {@link
 * dev.sonde.figure.states.ClusterFigures} for one network and clustering, {@link
 * dev.sonde.figure.states.StudyFigures} for many networks.
 */
@NullMarked
package dev.sonde.figure.states;

import org.jspecify.annotations.NullMarked;
