/**
 * Questions about transformers, from the folder or GGUF file that people have: what each layer says
 * ({@link dev.sonde.question.transformers.LensQuestion}), what heads attend to ({@link
 * dev.sonde.question.transformers.HeadsQuestion}), which parts carry an answer ({@link
 * dev.sonde.question.transformers.PatchQuestion}), and text that a model writes ({@link
 * dev.sonde.question.transformers.GenerateQuestion}). Weights that do not fit are brought in layer
 * by layer.
 */
@NullMarked
package dev.sonde.question.transformers;

import org.jspecify.annotations.NullMarked;
