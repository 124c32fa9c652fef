/**
 * Which tokens is a text, for a given model? {@link dev.sonde.network.text.Tokenizer} reads a
 * folder's {@code tokenizer.json} or its older files ({@code vocab.json} with {@code merges.txt},
 * {@code vocab.txt}, {@code tokenizer.model}) and gives the ids that Hugging Face's library and
 * SentencePiece give: byte-level and character BPE, Unigram, WordPiece and word lists, with the
 * normalisers, pre-tokenizers, decoders and added tokens that these files name.
 *
 * <p>Encoding costs time in proportion to the text (a priority queue for BPE: n·log n); a file
 * costs memory in proportion to its size. A regular expression of a file is matched within a number
 * of steps, since one can be written that takes for ever.
 */
@NullMarked
package dev.sonde.network.text;

import org.jspecify.annotations.NullMarked;
