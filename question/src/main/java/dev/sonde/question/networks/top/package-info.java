/**
 * On which inputs is each unit of a network most active? {@link
 * dev.sonde.question.networks.top.TopQuestion}.
 */
@NullMarked
package dev.sonde.question.networks.top;

import org.jspecify.annotations.NullMarked;
