/**
 * How well do weights predict a network's accuracy? Hundreds of small convolutional networks are
 * trained with settings drawn at random, and their accuracy is predicted from their weights alone,
 * as in Unterthiner et al., <i>Predicting neural network accuracy from weights</i> (2020, arXiv
 * 2002.11448). Enter at {@link dev.sonde.study.zoo.ZooStudy}.
 */
@NullMarked
package dev.sonde.study.zoo;

import org.jspecify.annotations.NullMarked;
