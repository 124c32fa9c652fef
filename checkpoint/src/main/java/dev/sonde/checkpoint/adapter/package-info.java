/**
 * What does a LoRA adapter change? A folder of PEFT holds two small matrices for each weight that
 * it adapts; enter at {@link dev.sonde.checkpoint.adapter.AdapterReader}, which adds the change
 * itself, ΔW = α/r · B·A, computed when it is read. See Hu et al., "LoRA: Low-Rank Adaptation of
 * Large Language Models" (2022), and Kalajdzievski, "A Rank Stabilization Scaling Factor for
 * Fine-Tuning with LoRA" (2023).
 */
@NullMarked
package dev.sonde.checkpoint.adapter;

import org.jspecify.annotations.NullMarked;
