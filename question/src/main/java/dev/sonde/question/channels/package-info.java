/**
 * {@code sonde channels}: how much gradient the channels of a network of images receive and send
 * on. Enter at {@link dev.sonde.question.channels.ChannelsQuestion}.
 */
@NullMarked
package dev.sonde.question.channels;

import org.jspecify.annotations.NullMarked;
