/**
 * ZIP archives (PyTorch, NumPy {@code .npz}, {@code .keras}) read from mapped bytes: stored entries
 * stay mapped, deflated ones become deferred storages.
 */
@NullMarked
package dev.sonde.checkpoint.zip;

import org.jspecify.annotations.NullMarked;
