/**
 * Many files of weights at once: which have one architecture ({@link
 * dev.sonde.analysis.survey.Fingerprint}), which hold the same numbers ({@link
 * dev.sonde.analysis.survey.WeightsDigest}), and which were trained on from which ({@link
 * dev.sonde.analysis.survey.Lineage}, from a few hundred values of each file, its {@link
 * dev.sonde.analysis.survey.Sketch}). One file is read at a time; a group of n files costs n²
 * comparisons of sketches.
 */
@NullMarked
package dev.sonde.analysis.survey;

import org.jspecify.annotations.NullMarked;
