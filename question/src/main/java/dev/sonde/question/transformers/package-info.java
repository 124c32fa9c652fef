/**
 * Questions about transformers, from a model's folder or GGUF file: what each layer predicts
 * ({@link dev.sonde.question.transformers.LensQuestion}), what heads attend to ({@link
 * dev.sonde.question.transformers.HeadsQuestion}), which parts recover the answer ({@link
 * dev.sonde.question.transformers.PatchQuestion}), and text that a model generates ({@link
 * dev.sonde.question.transformers.GenerateQuestion}). Weights that do not fit in memory are read
 * layer by layer.
 */
@NullMarked
package dev.sonde.question.transformers;

import org.jspecify.annotations.NullMarked;
