package dev.sonde.question.machines;

import dev.sonde.study.states.Extraction;
import dev.sonde.study.states.StateAnalysis;
import dev.sonde.study.states.TrainingCourse;
import org.jspecify.annotations.Nullable;

/**
 * Clusterings of hidden states.
 *
 * @param course ambiguity during training, if the network was trained for this answer; else null
 * @param machine the machine extracted from the network, if none was given; else null
 */
public record StatesAnswer(
    StateAnalysis.Details details, @Nullable TrainingCourse course, @Nullable Extraction machine) {}
