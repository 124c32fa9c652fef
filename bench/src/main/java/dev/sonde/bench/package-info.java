/** Sonde beside what a user would use instead, measured in one run. */
@NullMarked
package dev.sonde.bench;

import org.jspecify.annotations.NullMarked;
