/**
 * The safetensors format: eight bytes of header length, a JSON header, the tensors' bytes. See <a
 * href="https://github.com/huggingface/safetensors#format">the format's description</a>.
 */
@NullMarked
package dev.sonde.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
