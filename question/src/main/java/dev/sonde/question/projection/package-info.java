/**
 * {@code sonde project}: vectors, or what a network has at a site, in the plane. Enter at {@link
 * dev.sonde.question.projection.ProjectQuestion}.
 */
@NullMarked
package dev.sonde.question.projection;

import org.jspecify.annotations.NullMarked;
