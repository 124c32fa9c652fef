/**
 * What is a tensor when it does not fit in memory? A name, a {@link dev.sonde.tensor.DType}, a
 * {@link dev.sonde.tensor.Shape}, strides, and a {@link dev.sonde.tensor.Storage} whose bytes are
 * mapped, not read.
 *
 * <p>Enter at {@link dev.sonde.tensor.Tensor}. Making one costs nothing; reading goes block by
 * block through a {@link dev.sonde.tensor.TensorReader} in row-major order, whatever the strides
 * and byte order of the file.
 */
@NullMarked
package dev.sonde.tensor;

import org.jspecify.annotations.NullMarked;
