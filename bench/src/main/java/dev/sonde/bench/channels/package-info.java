/** What does following every channel's gradient cost beside one backward pass? */
@NullMarked
package dev.sonde.bench.channels;

import org.jspecify.annotations.NullMarked;
