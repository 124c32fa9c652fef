/**
 * Makes a Keras file (Keras 2 and 3, {@code .keras} and {@code .h5} with a {@code model_config})
 * into a program: {@link dev.sonde.network.program.keras.KerasProgram}. Sequential and functional
 * models, nested in each other; a site per layer, {@code encoder/dense_1}, its second use {@code
 * encoder/dense_1#2}. Values keep Keras' axes: channels are last. Nothing that the configuration
 * names is executed: a Lambda or a class that is not Keras' own is an error.
 */
@NullMarked
package dev.sonde.network.program.keras;

import org.jspecify.annotations.NullMarked;
