package dev.sonde.network.text;

import dev.sonde.checkpoint.gguf.GgufMetadata;
import dev.sonde.network.text.AddedTokens.Added;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokenizer in a GGUF file's settings: SentencePiece's byte pairs, or GPT-2's over bytes. */
final class GgufTokenizer {

  private static final String KEY = "tokenizer.ggml.";
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
        Frame frame = frame(metadata, tokens.length, true);
        yield SentencePieceFile.bytePairs(file, tokens, scores, types, prefixed, frame);
      }
      case "gpt2" -> bytes(file, metadata, tokens, types);
      default ->
          throw new TokenizerException(
              file + ": its tokenizer is '" + kind + "'; llama and gpt2 are read");
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
    boolean whole = words.equals("llama-bpe");
    return new Tokenizer(
        null,
        KnownWords.of(words, file),
        new Bpe(vocabulary, merges, new Bpe.Options(null, false, false, whole, "", ""), null),
        new AddedTokens(added, null),
        frame(metadata, tokens.length, false),
        new Decoder.Bytes());
  }

  private static Frame frame(GgufMetadata metadata, int size, boolean first) {
    boolean begins = metadata.flag(KEY + "add_bos_token", first);
    boolean ends = metadata.flag(KEY + "add_eos_token", false);
    return new Frame(
        begins ? id(metadata, "bos_token_id", size) : new int[0],
        ends ? id(metadata, "eos_token_id", size) : new int[0]);
  }

  private static int[] id(GgufMetadata metadata, String name, int size) {
    long id = metadata.integer(KEY + name);
    if (id < 0 || id >= size) {
      throw new TokenizerException(KEY + name + " is " + id + " of " + size + " tokens");
    }
    return new int[] {(int) id};
  }

  /** The words of models whose files name them only. */
  private static final class KnownWords {

    private static final String LLAMA3 =
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
            + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private KnownWords() {}

    static @Nullable PreTokenizer of(String name, String file) {
      return switch (name) {
        case "default", "gpt-2", "gpt2" -> new PreTokenizer.ByteLevel(false, true);
        case "llama-bpe", "llama3", "llama-v3" -> split(LLAMA3);
        case "qwen2" -> split(TokenizerFiles.QWEN);
        default ->
            throw new TokenizerException(
                file
                    + ": its words are '"
                    + name
                    + "'; default, gpt-2, llama-bpe and qwen2 are read");
      };
    }

    private static PreTokenizer split(String pattern) {
      BoundedPattern words = BoundedPattern.of(pattern, "a model's words");
      return new PreTokenizer.Sequence(
          List.of(
              new PreTokenizer.Split(words, Behaviour.ISOLATED, false),
              new PreTokenizer.ByteLevel(false, false)));
    }
  }
}
