package dev.sonde.question.weights;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.weights.CheckpointDiff;

/** What changed from file {@code a} to file {@code b}. */
public record DiffAnswer(String a, String b, @JsonUnwrapped CheckpointDiff diff) {}
