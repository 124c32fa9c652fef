/**
 * How do the channels of a convolution differ in the gradient they absorb and emit, over many
 * images? Enter at {@link dev.sonde.analysis.channels.ChannelStudy#of}.
 */
@NullMarked
package dev.sonde.analysis.channels;

import org.jspecify.annotations.NullMarked;
