package dev.sonde.question.machines;

import dev.sonde.study.states.StateAnalysis;
import dev.sonde.study.states.TrainingCourse;
import org.jspecify.annotations.Nullable;

/**
 * How hidden states cluster.
 *
 * @param course of the training, if the network was trained for the question
 */
public record StatesAnswer(StateAnalysis.Details details, @Nullable TrainingCourse course) {}
