/**
 * Two groups of networks whose differences are known because we put them there: what {@code sonde
 * demo} shows, and a positive and negative control for the comparison of groups.
 */
@NullMarked
package dev.sonde.study.constructed;

import org.jspecify.annotations.NullMarked;
