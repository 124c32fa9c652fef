package dev.sonde.network.text;

import dev.sonde.network.json.Json;
import dev.sonde.network.text.AddedTokens.Added;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@code *.model} file of SentencePiece: its pieces, its kind of model, its normalisation. */
final class SentencePieceFile {

  private static final int UNIGRAM = 1;
  private static final int BPE = 2;

  /** What a piece is, as the file numbers it. */
  private static final int NORMAL = 1;

  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;
  private static final int UNUSED = 5;

  private record Entry(String text, float score, int type) {}

  private final String file;
  private final List<Entry> pieces = new ArrayList<>();
  private int kind = UNIGRAM;
  private boolean byteFallback;
  private boolean wholePrefix = true;
  private boolean trimmed = true;
  private boolean escaped = true;
  private boolean spaceIsSuffix;
  private byte[] charsmap = {};

  private SentencePieceFile(String file) {
    this.file = file;
  }

  static Tokenizer read(Path path, byte[] bytes, Json config) {
    String family = config.at("tokenizer_class").text("");
    if (family.startsWith("XLMRoberta") || family.startsWith("Camembert")) {
      throw new TokenizerException(
          path + ": " + family + " renumbers these pieces; its tokenizer.json is needed");
    }
    SentencePieceFile file = new SentencePieceFile(path.toString());
    file.parse(new WireReader(path.toString(), bytes));
    return file.tokenizer(TokenizerFiles.added(config, null), ids -> frame(config, ids));
  }

  /**
   * A model of byte pairs as GGUF files hold it: with pieces for bytes, spaces as they stand.
   *
   * @param types of the pieces, numbered as in SentencePiece's own files
   * @param prefixed whether a text gets a leading space
   */
  static Tokenizer bytePairs(
      String name, String[] texts, double[] scores, long[] types, boolean prefixed, Frame frame) {
    SentencePieceFile file = new SentencePieceFile(name);
    for (int id = 0; id < texts.length; id++) {
      file.pieces.add(new Entry(texts[id], (float) scores[id], (int) types[id]));
    }
    file.kind = BPE;
    file.byteFallback = true;
    file.wholePrefix = prefixed;
    file.trimmed = false;
    return file.tokenizer(List.of(), _ -> frame);
  }

  private void parse(WireReader in) {
    while (in.next()) {
      switch (in.field()) {
        case 1 -> pieces.add(piece(in.message()));
        case 2 -> trainer(in.message());
        case 3 -> normalizer(in.message());
        default -> in.skip();
      }
    }
    if (pieces.isEmpty()) throw new TokenizerException(file + ": holds no pieces");
    if (kind != UNIGRAM && kind != BPE) {
      throw new TokenizerException(file + ": a SentencePiece model of words or characters");
    }
  }

  private static Entry piece(WireReader in) {
    String text = "";
    float score = 0;
    int type = NORMAL;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> text = in.text();
        case 2 -> score = in.float32();
        case 3 -> type = (int) in.number();
        default -> in.skip();
      }
    }
    return new Entry(text, score, type);
  }

  private void trainer(WireReader in) {
    while (in.next()) {
      switch (in.field()) {
        case 3 -> kind = (int) in.number();
        case 24 -> spaceIsSuffix = in.number() != 0;
        case 35 -> byteFallback = in.number() != 0;
        default -> in.skip();
      }
    }
  }

  private void normalizer(WireReader in) {
    while (in.next()) {
      switch (in.field()) {
        case 2 -> charsmap = in.bytes();
        case 3 -> wholePrefix = in.number() != 0;
        case 4 -> trimmed = in.number() != 0;
        case 5 -> escaped = in.number() != 0;
        default -> in.skip();
      }
    }
  }

  private Tokenizer tokenizer(List<Added> added, Function<Map<String, Integer>, Frame> frame) {
    Map<String, Integer> all = new HashMap<>();
    Map<String, Integer> found = new HashMap<>();
    Map<String, Integer> frozen = new HashMap<>();
    Integer unknown = null;
    List<Added> special = new ArrayList<>();
    for (int id = 0; id < pieces.size(); id++) {
      Entry piece = pieces.get(id);
      all.putIfAbsent(piece.text, id);
      switch (piece.type) {
        case NORMAL -> found.put(piece.text, id);
        case USER_DEFINED -> {
          found.put(piece.text, id);
          frozen.put(piece.text, id);
        }
        case UNKNOWN -> unknown = id;
        // Found in texts only if the configuration says so; but it stands for no text.
        case CONTROL -> special.add(new Added(id, piece.text, false, false, false, false, true));
        default -> {}
      }
    }
    Vocabulary vocabulary = Vocabulary.of(all, file);
    PieceTrie symbols = PieceTrie.of(frozen);
    Charsmap map = charsmap.length == 0 ? null : Charsmap.of(charsmap, file);
    Normalizer normalizer =
        new SentencePieceText(map, symbols, wholePrefix, spaceIsSuffix, trimmed, escaped);
    TokenModel model =
        kind == UNIGRAM
            ? unigram(vocabulary, found, unknown)
            : bpe(vocabulary, found, frozen.isEmpty() ? null : symbols, unknown);
    String unknownText = unknown == null ? "" : pieces.get(unknown).text;
    return new Tokenizer(
        normalizer,
        null,
        model,
        AddedTokens.decodedOnly(special, added),
        frame.apply(all),
        new Decoder.SentencePiece(wholePrefix || trimmed, trimmed, unknownText));
  }

  /** Llama's begin with {@code <s>}, T5's end with {@code </s>}; the configuration says. */
  private static Frame frame(Json config, Map<String, Integer> ids) {
    String family = config.at("tokenizer_class").text("");
    boolean first = config.at("add_bos_token").truth(family.startsWith("Llama"));
    boolean last = config.at("add_eos_token").truth(family.startsWith("T5"));
    return new Frame(
        first ? named(config.at("bos_token"), "<s>", ids) : new int[0],
        last ? named(config.at("eos_token"), "</s>", ids) : new int[0]);
  }

  private static int[] named(Json token, String otherwise, Map<String, Integer> ids) {
    String text = (token.isObject() ? token.at("content") : token).text(otherwise);
    Integer id = ids.get(text);
    if (id == null) throw token.error("'" + text + "' is not among the pieces");
    return new int[] {id};
  }

  private Unigram unigram(
      Vocabulary vocabulary, Map<String, Integer> found, @Nullable Integer unknown) {
    double[] scores = new double[pieces.size()];
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    for (int id = 0; id < scores.length; id++) {
      Entry piece = pieces.get(id);
      scores[id] = piece.type == USER_DEFINED ? Double.NaN : piece.score;
      if (piece.type != NORMAL) continue;
      if (!Float.isFinite(piece.score)) {
        throw new TokenizerException(file + ": piece " + id + " has the score " + piece.score);
      }
      least = Math.min(least, piece.score);
      most = Math.max(most, piece.score);
    }
    return new Unigram(vocabulary, PieceTrie.of(found), scores, least, unknown, byteFallback, true)
        .always(most);
  }

  /** Pieces merge in the order of their scores; equal scores from left to right. */
  private Bpe bpe(
      Vocabulary vocabulary,
      Map<String, Integer> found,
      @Nullable PieceTrie frozen,
      @Nullable Integer unknown) {
    TreeMap<Float, Integer> ranks = new TreeMap<>(Comparator.reverseOrder());
    for (Entry piece : pieces) {
      if (piece.type != UNUSED) ranks.put(piece.score, 0);
    }
    int rank = 0;
    for (Map.Entry<Float, Integer> score : ranks.entrySet()) score.setValue(rank++);
    PairTable merges = new PairTable(found.size());
    found.forEach(
        (text, id) -> {
          for (int cut = 1; cut < text.length(); cut++) {
            Integer left = found.get(text.substring(0, cut));
            Integer right = left == null ? null : found.get(text.substring(cut));
            Integer at = ranks.get(pieces.get(id).score);
            if (left != null && right != null && at != null) merges.put(left, right, at, id);
          }
        });
    return new Bpe(
        vocabulary, merges, new Bpe.Options(unknown, true, byteFallback, false, "", ""), frozen);
  }
}
