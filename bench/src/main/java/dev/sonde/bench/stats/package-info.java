/** Full statistics of a large file, beside a loop in C that only adds, and beside NumPy. */
@NullMarked
package dev.sonde.bench.stats;

import org.jspecify.annotations.NullMarked;
