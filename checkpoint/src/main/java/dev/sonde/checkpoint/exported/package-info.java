/**
 * Programs that {@code torch.export.save} writes ({@code .pt2}): the graph as JSON, weights and
 * constants as raw bytes with shapes and strides (PyTorch 2.9 and later) or as files of {@code
 * torch.save} inside (2.1 to 2.8). Enter at {@link dev.sonde.checkpoint.exported.ExportedReader}
 * for tensors, at {@link dev.sonde.checkpoint.exported.ExportedArchive} for what running the
 * program needs. Opening costs the archive's directory and the lists of weights; nothing is
 * executed.
 */
@NullMarked
package dev.sonde.checkpoint.exported;

import org.jspecify.annotations.NullMarked;
