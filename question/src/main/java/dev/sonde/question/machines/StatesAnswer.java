package dev.sonde.question.machines;

import dev.sonde.study.states.Extraction;
import dev.sonde.study.states.StateAnalysis;
import dev.sonde.study.states.TrainingCourse;
import org.jspecify.annotations.Nullable;

/**
 * How hidden states cluster.
 *
 * @param course of the training, if the network was trained for the question
 * @param machine that was read out of the network, if none was given
 */
public record StatesAnswer(
    StateAnalysis.Details details, @Nullable TrainingCourse course, @Nullable Extraction machine) {}
