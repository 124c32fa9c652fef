/**
 * Makes PyTorch modules into programs, without PyTorch: a whole module that {@code torch.save}
 * pickled says which modules it holds, with which settings ({@link
 * dev.sonde.network.program.module.ModuleProgram}); a state dict of a well-known architecture shows
 * it by its names and shapes ({@link dev.sonde.network.program.module.StateDictProgram}), and
 * becomes the same tree of modules. What a module computes is written here, once per class; nothing
 * of a file is imported or called. Sites are the paths of modules, {@code layer1.0.conv1}.
 */
@NullMarked
package dev.sonde.network.program.module;

import org.jspecify.annotations.NullMarked;
