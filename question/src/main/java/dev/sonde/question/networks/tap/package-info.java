/**
 * The values at a network's sites for given inputs: {@link
 * dev.sonde.question.networks.tap.TapQuestion} writes them.
 */
@NullMarked
package dev.sonde.question.networks.tap;

import org.jspecify.annotations.NullMarked;
