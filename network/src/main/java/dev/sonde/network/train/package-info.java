/**
 * Training: {@link dev.sonde.network.train.Trainer} runs an {@link
 * dev.sonde.network.train.Objective} (data and loss) with {@link
 * dev.sonde.network.train.TrainingSettings}, keeps checkpoints, and resumes after a kill to exactly
 * the weights of an uninterrupted run. An update reads and writes each weight once.
 */
@NullMarked
package dev.sonde.network.train;

import org.jspecify.annotations.NullMarked;
