/** What a training step costs, beside PyTorch from Python. */
@NullMarked
package dev.sonde.bench.train;

import org.jspecify.annotations.NullMarked;
