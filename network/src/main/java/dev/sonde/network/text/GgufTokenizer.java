package dev.sonde.network.text;

import dev.sonde.checkpoint.gguf.GgufMetadata;
import dev.sonde.network.text.AddedTokens.Added;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokenizer in a GGUF file's settings: SentencePiece's byte pairs, GPT-2's over bytes, or
 * BERT's pieces of words.
 */
final class GgufTokenizer {

  private static final String KEY = "tokenizer.ggml.";
  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;

  private GgufTokenizer() {}

  static Tokenizer read(String file, GgufMetadata metadata) {
    String kind = metadata.text(KEY + "model");
    String[] tokens = metadata.texts(KEY + "tokens");
    long[] types = metadata.integers(KEY + "token_type");
    if (types.length != tokens.length) {
      throw new TokenizerException(
          file + ": " + tokens.length + " tokens of " + types.length + " types");
    }
    return switch (kind) {
      case "llama" -> {
        double[] scores = metadata.numbers(KEY + "scores");
        if (scores.length != tokens.length) {
          throw new TokenizerException(
              file + ": " + tokens.length + " tokens with " + scores.length + " scores");
        }
        boolean prefixed = metadata.flag(KEY + "add_space_prefix", true);
        Frame frame = frame(file, metadata, tokens.length, true, false);
        yield SentencePieceFile.bytePairs(file, tokens, scores, types, prefixed, frame);
      }
      case "gpt2" -> bytes(file, metadata, tokens, types);
      case "bert" -> wordPieces(file, metadata, tokens, types);
      default ->
          throw new TokenizerException(
              file + ": its tokenizer is '" + kind + "'; llama, gpt2 and bert are read");
    };
  }

  private static Tokenizer bytes(
      String file, GgufMetadata metadata, String[] tokens, long[] types) {
    Map<String, Integer> ids = new HashMap<>();
    List<Added> added = new ArrayList<>();
    for (int id = 0; id < tokens.length; id++) {
      ids.putIfAbsent(tokens[id], id);
      if (types[id] != CONTROL && types[id] != USER_DEFINED) continue;
      boolean special = types[id] == CONTROL;
      added.add(new Added(id, tokens[id], false, false, false, false, special));
    }
    Vocabulary vocabulary = Vocabulary.of(ids, file);
    String[] listed = metadata.texts(KEY + "merges");
    PairTable merges = new PairTable(listed.length);
    for (int rank = 0; rank < listed.length; rank++) {
      String[] pair = listed[rank].split(" ", -1);
      String place = file + ": merge " + rank;
      if (pair.length != 2) throw new TokenizerException(place + ": expected two tokens");
      ModelJson.put(merges, vocabulary, pair, rank, "", place);
    }
    String words = metadata.has(KEY + "pre") ? metadata.text(KEY + "pre") : "default";
    PreTokenizer cut =
        KnownWords.of(words)
            .orElseThrow(
                () ->
                    new TokenizerException(
                        file
                            + ": how its tokenizer cuts words is named '"
                            + words
                            + "', which is not known; the model's own tokenizer.json can be"
                            + " given"));
    boolean whole = KnownWords.areTokens(words);
    boolean framed = words.equals("roberta-bpe");
    return new Tokenizer(
        null,
        cut,
        new Bpe(vocabulary, merges, new Bpe.Options(null, false, false, whole, "", ""), null),
        new AddedTokens(added, null),
        frame(file, metadata, tokens.length, framed, framed),
        new Decoder.Bytes());
  }

  /** Words begin with ▁ in these files; special tokens stand as they are. */
  private static Tokenizer wordPieces(
      String file, GgufMetadata metadata, String[] tokens, long[] types) {
    Map<String, Integer> ids = new HashMap<>();
    List<Added> added = new ArrayList<>();
    boolean capitals = false;
    for (int id = 0; id < tokens.length; id++) {
      String token = tokens[id];
      if (types[id] == CONTROL || types[id] == UNKNOWN) {
        added.add(new Added(id, token, false, false, false, false, true));
      } else {
        token = token.startsWith("▁") ? token.substring(1) : "##" + token;
        capitals |= token.chars().anyMatch(c -> c >= 'A' && c <= 'Z') && !token.startsWith("[");
      }
      ids.putIfAbsent(token, id);
    }
    Vocabulary vocabulary = Vocabulary.of(ids, file);
    // Older files do not say whether capitals count.
    boolean lowercase = metadata.flag(KEY + "normalizer.lowercase", !capitals);
    String strips = KEY + "normalizer.strip_accents";
    Boolean accents = metadata.has(strips) ? metadata.flag(strips, true) : null;
    Integer named = vocabulary.id("[UNK]");
    int unknown = named == null ? id(file, metadata, "unknown_token_id", tokens.length)[0] : named;
    String first = metadata.has(KEY + "cls_token_id") ? "cls_token_id" : "bos_token_id";
    String last = metadata.has(KEY + "seperator_token_id") ? "seperator_token_id" : "eos_token_id";
    boolean begins = metadata.flag(KEY + "add_bos_token", true);
    boolean ends = metadata.flag(KEY + "add_sep_token", true);
    Frame frame =
        new Frame(
            begins ? id(file, metadata, first, tokens.length) : new int[0],
            ends ? id(file, metadata, last, tokens.length) : new int[0]);
    return TokenizerFiles.wordPieces(
        vocabulary, unknown, added, frame, new Normalizer.Bert(true, true, accents, lowercase));
  }

  private static Frame frame(
      String file, GgufMetadata metadata, int size, boolean first, boolean last) {
    boolean begins = metadata.flag(KEY + "add_bos_token", first);
    boolean ends = metadata.flag(KEY + "add_eos_token", last);
    return new Frame(
        begins ? id(file, metadata, "bos_token_id", size) : new int[0],
        ends ? id(file, metadata, "eos_token_id", size) : new int[0]);
  }

  private static int[] id(String file, GgufMetadata metadata, String name, int size) {
    long id = metadata.integer(KEY + name);
    if (id < 0 || id >= size) {
      throw new TokenizerException(
          file + ": " + KEY + name + " is " + id + " of " + size + " tokens");
    }
    return new int[] {(int) id};
  }
}
