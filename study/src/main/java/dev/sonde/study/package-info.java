/** The studies end to end. */
@NullMarked
package dev.sonde.study;

import org.jspecify.annotations.NullMarked;
