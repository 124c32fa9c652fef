package dev.sonde.network.text;

/** Cuts a word into tokens. */
sealed interface TokenModel permits Bpe, Unigram, WordPiece, WordLevel {

  Vocabulary vocabulary();

  /** Appends the tokens of a word. */
  void encode(String word, Ids out);
}
