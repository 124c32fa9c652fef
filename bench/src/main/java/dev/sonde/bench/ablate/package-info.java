/** What does ablating every channel of a network cost beside hooks in a loop? */
@NullMarked
package dev.sonde.bench.ablate;

import org.jspecify.annotations.NullMarked;
