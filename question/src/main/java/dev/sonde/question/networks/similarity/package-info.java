/**
 * Do sites of one network, two networks or groups of networks see the same inputs alike? {@link
 * dev.sonde.question.networks.similarity.SimilarityQuestion}.
 */
@NullMarked
package dev.sonde.question.networks.similarity;

import org.jspecify.annotations.NullMarked;
