/**
 * Absorption and emission of a network's channels over a set of images, batch by batch. Enter at
 * {@link dev.sonde.study.channels.ChannelSurvey#of}.
 */
@NullMarked
package dev.sonde.study.channels;

import org.jspecify.annotations.NullMarked;
