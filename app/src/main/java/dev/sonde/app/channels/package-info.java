/**
 * How much gradient each channel of a convolution absorbs and emits: {@link
 * dev.sonde.app.channels.ChannelsCommand}.
 */
@NullMarked
package dev.sonde.app.channels;

import org.jspecify.annotations.NullMarked;
