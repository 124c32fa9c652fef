/**
 * What stands at sites of a network for the inputs it is shown: {@link
 * dev.sonde.question.networks.tap.TapQuestion} writes it down.
 */
@NullMarked
package dev.sonde.question.networks.tap;

import org.jspecify.annotations.NullMarked;
