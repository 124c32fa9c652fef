/** What do looking into a transformer, and opening one, cost beside what people use? */
@NullMarked
package dev.sonde.bench.transformer;

import org.jspecify.annotations.NullMarked;
