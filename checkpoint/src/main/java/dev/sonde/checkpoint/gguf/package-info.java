/**
 * The GGUF format of llama.cpp and ggml, versions 2 and 3: typed settings, names and shapes, and
 * weights that are plain or packed in blocks of some bits a number. Enter at {@link
 * dev.sonde.checkpoint.gguf.GgufReader} for tensors, at {@link dev.sonde.checkpoint.gguf.GgufFile}
 * for what a model's loader needs beside them. Opening costs one walk through the header; blocks
 * are decoded when their numbers are read, to the same bits as in ggml. See <a
 * href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format's description</a>.
 */
@NullMarked
package dev.sonde.checkpoint.gguf;

import org.jspecify.annotations.NullMarked;
