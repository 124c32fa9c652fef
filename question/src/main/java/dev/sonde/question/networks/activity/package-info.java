/**
 * How do hidden sites of any network see labelled inputs? {@link
 * dev.sonde.question.networks.activity.ActivityQuestion}: the views of the study {@code activity}
 * on a user's networks.
 */
@NullMarked
package dev.sonde.question.networks.activity;

import org.jspecify.annotations.NullMarked;
