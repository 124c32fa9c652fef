/**
 * NumPy's arrays on disk: {@code .npy} files, {@code .npz} archives of them, and folders of them.
 * See <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the format's
 * description</a>. Arrays of Python objects are pickles and are refused, not unpickled.
 */
@NullMarked
package dev.sonde.checkpoint.numpy;

import org.jspecify.annotations.NullMarked;
