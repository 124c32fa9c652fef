/**
 * How absorption and emission of channels look: boxes per channel, sorted curves, histograms, and
 * all layers at a glance. Enter at {@link dev.sonde.figure.channels.ChannelFigures}.
 */
@NullMarked
package dev.sonde.figure.channels;

import org.jspecify.annotations.NullMarked;
