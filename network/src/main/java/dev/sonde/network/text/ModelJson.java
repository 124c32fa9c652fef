package dev.sonde.network.text;

import dev.sonde.network.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code model} of a {@code tokenizer.json}. */
final class ModelJson {

  private ModelJson() {}

  static TokenModel read(Json model) {
    return switch (model.at("type").text(guessed(model))) {
      case "BPE" -> bpe(model);
      case "Unigram" -> unigram(model);
      case "WordPiece" -> wordPiece(model);
      case "WordLevel" -> {
        Vocabulary vocabulary = vocabulary(model.at("vocab"));
        yield new WordLevel(vocabulary, vocabulary.id(model.at("unk_token").text("<unk>")));
      }
      default -> throw model.at("type").wrong("BPE, Unigram, WordPiece or WordLevel");
    };
  }

  /** Files of 2019 do not say. */
  private static String guessed(Json model) {
    if (!model.at("merges").isAbsent()) return "BPE";
    if (model.at("vocab").isArray()) return "Unigram";
    return model.at("continuing_subword_prefix").isAbsent() ? "WordLevel" : "WordPiece";
  }

  static Vocabulary vocabulary(Json vocab) {
    Map<String, Integer> ids = new HashMap<>();
    for (Map.Entry<String, Json> entry : vocab.properties()) {
      ids.put(entry.getKey(), entry.getValue().integer(0, Vocabulary.MOST));
    }
    return Vocabulary.of(ids, vocab.toString());
  }

  private static TokenModel wordPiece(Json model) {
    Vocabulary vocabulary = vocabulary(model.at("vocab"));
    Integer unknown = vocabulary.id(model.at("unk_token").text("[UNK]"));
    if (unknown == null) throw model.at("unk_token").error("it is not in the vocabulary");
    return new WordPiece(
        vocabulary,
        unknown,
        model.at("continuing_subword_prefix").text("##"),
        model.at("max_input_chars_per_word").integer(1, Integer.MAX_VALUE, 100));
  }

  private static TokenModel unigram(Json model) {
    List<Json> pieces = model.at("vocab").list();
    Map<String, Integer> ids = new HashMap<>();
    double[] scores = new double[pieces.size()];
    double least = Double.POSITIVE_INFINITY;
    for (int id = 0; id < scores.length; id++) {
      List<Json> pair = pieces.get(id).list();
      if (pair.size() != 2) throw pieces.get(id).wrong("a piece and its score");
      ids.put(pair.getFirst().text(), id);
      scores[id] = pair.getLast().number();
      least = Math.min(least, scores[id]);
    }
    if (ids.isEmpty()) throw model.at("vocab").wrong("pieces");
    Json unknown = model.at("unk_id");
    Vocabulary vocabulary = Vocabulary.of(ids, model.at("vocab").toString());
    return new Unigram(
        vocabulary,
        PieceTrie.of(ids),
        scores,
        least,
        unknown.isAbsent() ? null : unknown.integer(0, scores.length - 1),
        model.at("byte_fallback").truth(false),
        false);
  }

  private static TokenModel bpe(Json model) {
    Vocabulary vocabulary = vocabulary(model.at("vocab"));
    String inWord = model.at("continuing_subword_prefix").text("");
    List<Json> listed = model.at("merges").list();
    PairTable merges = new PairTable(listed.size());
    for (int rank = 0; rank < listed.size(); rank++) {
      Json merge = listed.get(rank);
      String[] pair = pair(merge);
      put(merges, vocabulary, pair, rank, inWord, merge.toString());
    }
    return new Bpe(
        vocabulary,
        merges,
        new Bpe.Options(
            TokenizerJson.named(model.at("unk_token"), vocabulary),
            model.at("fuse_unk").truth(false),
            model.at("byte_fallback").truth(false),
            model.at("ignore_merges").truth(false),
            inWord,
            model.at("end_of_word_suffix").text("")),
        null);
  }

  private static String[] pair(Json merge) {
    if (merge.isArray()) {
      List<Json> parts = merge.list();
      if (parts.size() != 2) throw merge.wrong("two tokens");
      return new String[] {parts.getFirst().text(), parts.getLast().text()};
    }
    String[] parts = merge.text().split(" ", -1);
    if (parts.length != 2) throw merge.wrong("two tokens with a space between them");
    return parts;
  }

  /** Notes a merge; its two tokens and what they become must be in the vocabulary. */
  static void put(
      PairTable merges,
      Vocabulary vocabulary,
      String[] pair,
      int rank,
      String inWord,
      String place) {
    Integer left = vocabulary.id(pair[0]);
    Integer right = vocabulary.id(pair[1]);
    boolean shortened = pair[1].startsWith(inWord);
    Integer merged = shortened ? vocabulary.id(pair[0] + pair[1].substring(inWord.length())) : null;
    if (left == null || right == null || merged == null) {
      throw new TokenizerException(
          place
              + ": the merge of '"
              + pair[0]
              + "' and '"
              + pair[1]
              + "' speaks of tokens that are not in the vocabulary");
    }
    merges.put(left, right, rank, merged);
  }
}
