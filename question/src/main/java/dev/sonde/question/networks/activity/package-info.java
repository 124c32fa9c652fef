/**
 * How do hidden activations of labelled inputs change over sites and epochs? {@link
 * dev.sonde.question.networks.activity.ActivityQuestion}: the views of the study {@code activity}
 * for any network.
 */
@NullMarked
package dev.sonde.question.networks.activity;

import org.jspecify.annotations.NullMarked;
