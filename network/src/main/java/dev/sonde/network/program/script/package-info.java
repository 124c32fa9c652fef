/**
 * Programs of TorchScript: archives of {@code torch.jit.save}, traced, scripted or frozen. Enter at
 * {@link dev.sonde.network.program.script.ScriptProgram}. The code in the archive is a small
 * language; it is parsed here and lowered to a program. libtorch's own loader, which would run what
 * an archive says, has no part in it. Reading costs the size of the code and of the objects'
 * pickle.
 *
 * <p>Source: {@code torch/csrc/jit/serialization/python_print.cpp} of PyTorch 1.0 to 2.14.
 */
@NullMarked
package dev.sonde.network.program.script;

import org.jspecify.annotations.NullMarked;
