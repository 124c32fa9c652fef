/**
 * Answers as points of a plane: {@link dev.sonde.app.serve.points.PointsAnswer} says where they lie
 * and what is known of each, {@link dev.sonde.app.serve.points.Trust} how many of its neighbours
 * each point keeps, {@link dev.sonde.app.serve.points.InputImages} what its input looks like.
 */
@NullMarked
package dev.sonde.app.serve.points;

import org.jspecify.annotations.NullMarked;
