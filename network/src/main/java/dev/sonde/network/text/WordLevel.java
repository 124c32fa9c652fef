package dev.sonde.network.text;

import org.jspecify.annotations.Nullable;

/** Each word a token. */
record WordLevel(Vocabulary vocabulary, @Nullable Integer unknown) implements TokenModel {

  @Override
  public void encode(String word, Ids out) {
    Integer id = vocabulary.id(word);
    if (id == null) id = unknown;
    if (id == null) {
      throw new TokenizerException(
          "the tokenizer has no token for '" + word + "', nor one for the unknown");
    }
    out.add(id);
  }
}
