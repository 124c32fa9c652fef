/** Short programs that use Sonde as a library. */
@NullMarked
package dev.sonde.examples;

import org.jspecify.annotations.NullMarked;
