/**
 * How does training move the weights and features of a small convolutional network, depending on
 * how its weights start? {@link dev.sonde.study.initialisation.InitialisationStudy} trains a
 * network per initialiser and run, and compares what is in it before and after: parameters,
 * features of training images, of new ones and of noise, dead units, loss.
 *
 * <p>Cost: training; some 10 s per epoch of 50,000 images on one core, and a minute to look inside.
 */
@NullMarked
package dev.sonde.study.initialisation;

import org.jspecify.annotations.NullMarked;
