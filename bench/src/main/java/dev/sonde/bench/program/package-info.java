/** What does running an exported program cost, plain and with every value kept? */
@NullMarked
package dev.sonde.bench.program;

import org.jspecify.annotations.NullMarked;
