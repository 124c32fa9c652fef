/**
 * How similar are the representations of sites, within a network, between two, or between groups?
 * {@link dev.sonde.question.networks.similarity.SimilarityQuestion}.
 */
@NullMarked
package dev.sonde.question.networks.similarity;

import org.jspecify.annotations.NullMarked;
