/**
 * How does a classifier turn inputs into separable representations, layer by layer and epoch by
 * epoch, and which neurons do it? (Rauber, Fadel, Falcão and Telea, IEEE TVCG 23(1), 2017.) {@link
 * dev.sonde.study.activity.ActivityStudy} trains a network, records what its hidden layers say to a
 * sample of test images at chosen epochs, and projects that.
 *
 * <p>Cost: training, and some seconds per layer and epoch that are looked at.
 */
@NullMarked
package dev.sonde.study.activity;

import org.jspecify.annotations.NullMarked;
