/**
 * Which neurons tell classes apart, and which are alike? {@link
 * dev.sonde.analysis.neurons.Discriminability}: how important each neuron is for each class. {@link
 * dev.sonde.analysis.neurons.NeuronProjection}: neurons as points, near where their activations
 * correlate. {@link dev.sonde.analysis.neurons.NeuronMap}: both in one picture. After Rauber,
 * Fadel, Falcão, Telea, <i>Visualizing the Hidden Activity of Artificial Neural Networks</i>, 2017.
 */
@NullMarked
package dev.sonde.analysis.neurons;

import org.jspecify.annotations.NullMarked;
