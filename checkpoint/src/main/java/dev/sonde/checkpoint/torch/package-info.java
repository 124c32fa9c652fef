/**
 * PyTorch's files: zip archives since torch 1.6 ({@link
 * dev.sonde.checkpoint.torch.TorchZipReader}), the stream before it ({@link
 * dev.sonde.checkpoint.torch.TorchLegacyReader}) and TorchScript archives ({@link
 * dev.sonde.checkpoint.torch.TorchScriptReader}).
 *
 * <p>All are a pickle that names storages beside it. The pickle runs on {@link
 * dev.sonde.checkpoint.pickle.PickleMachine}, which executes nothing; {@code UnpickleAudit} notes
 * what a Python would have executed; {@code Rebuilder} reads PyTorch's own rebuild calls as tensors
 * over the storages' mapped bytes; {@code StateWalk} gives them the addresses that a PyTorch user
 * expects.
 *
 * <p>Source: {@code torch/serialization.py}, {@code torch/_utils.py} and {@code
 * torch/csrc/jit/serialization} of torch 0.1 to 2.9.
 */
@NullMarked
package dev.sonde.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
