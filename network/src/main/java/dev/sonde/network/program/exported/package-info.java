/**
 * Programs of {@code torch.export}: {@code .pt2} archives of PyTorch 2.1 and later. Enter at {@link
 * dev.sonde.network.program.exported.ExportedProgram}. Reading costs the size of the graph's JSON;
 * weights stay where they are.
 *
 * <p>Source: {@code torch/_export/serde/schema.py} and {@code torch/export/pt2_archive} of PyTorch
 * 2.1 to 2.14.
 */
@NullMarked
package dev.sonde.network.program.exported;

import org.jspecify.annotations.NullMarked;
