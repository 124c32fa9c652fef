package dev.sonde.network.text;

import dev.sonde.checkpoint.gguf.GgufFile;
import dev.sonde.network.json.Json;
import dev.sonde.network.text.AddedTokens.Added;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a folder are its tokenizer: {@code tokenizer.json}; else SentencePiece's file;
 * else GPT-2's {@code vocab.json} with {@code merges.txt}; else BERT's {@code vocab.txt}. What the
 * older ones leave open stands in {@code tokenizer_config.json}.
 */
final class TokenizerFiles {

  /** Vocabularies of a quarter of a million tokens take 35 MB. */
  private static final long MOST_BYTES = 256L << 20;

  private static final List<String> SENTENCE_PIECES =
      List.of("tokenizer.model", "spiece.model", "spm.model", "sentencepiece.bpe.model");

  private TokenizerFiles() {}

  static Tokenizer inFolder(Path folder) {
    Path chosen = chosen(folder).orElse(null);
    if (chosen != null) return file(chosen);
    throw new TokenizerException(
        folder
            + ": no tokenizer in this folder: none of tokenizer.json, "
            + String.join(", ", SENTENCE_PIECES)
            + ", vocab.json with merges.txt, vocab.txt");
  }

  /** The file of a folder that is its tokenizer. */
  private static Optional<Path> chosen(Path folder) {
    return Stream.of(
            Stream.of("tokenizer.json"),
            SENTENCE_PIECES.stream(),
            Stream.of("vocab.json", "vocab.txt"))
        .flatMap(names -> names)
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** All files that a folder's tokenizer is read from; none if it has none. */
  static List<Path> in(Path folder) {
    Path chosen = chosen(folder).orElse(null);
    if (chosen == null) return List.of();
    Stream<Path> beside = Stream.of("merges.txt", "tokenizer_config.json").map(folder::resolve);
    if (!chosen.endsWith("vocab.json")) beside = beside.skip(1);
    if (chosen.endsWith("tokenizer.json")) beside = Stream.of();
    return Stream.concat(Stream.of(chosen), beside.filter(Files::isRegularFile)).toList();
  }

  static Tokenizer file(Path file) {
    String name = String.valueOf(file.getFileName());
    Json config = config(file.resolveSibling("tokenizer_config.json"));
    if (name.endsWith(".gguf")) {
      return GgufTokenizer.read(file.toString(), GgufFile.open(file).metadata());
    }
    if (name.endsWith(".model")) return SentencePieceFile.read(file, bytes(file), config);
    return switch (name) {
      case "vocab.txt" -> bert(file, config);
      case "vocab.json" -> byteLevel(file, file.resolveSibling("merges.txt"), config);
      case "merges.txt" -> byteLevel(file.resolveSibling("vocab.json"), file, config);
      default -> TokenizerJson.read(Json.read(file, MOST_BYTES, TokenizerException::new));
    };
  }

  private static Json config(Path file) {
    if (Files.isRegularFile(file)) return Json.read(file, MOST_BYTES, TokenizerException::new);
    return Json.of(file.toString(), new byte[] {'{', '}'}, TokenizerException::new);
  }

  private static byte[] bytes(Path file) {
    try {
      requireSize(file);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      requireSize(file);
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new TokenizerException(file + ": is not text in UTF-8");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void requireSize(Path file) throws IOException {
    long size = Files.size(file);
    if (size <= MOST_BYTES) return;
    throw new TokenizerException(
        file + ": has " + size + " bytes, at most " + MOST_BYTES + " are read");
  }

  private static TokenizerException unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) return new TokenizerException(file + ": no such file");
    return new TokenizerException(file + ": cannot be read: " + e.getMessage());
  }

  /** WordPiece: one token a line. */
  private static Tokenizer bert(Path file, Json config) {
    Map<String, Integer> ids = new HashMap<>();
    List<String> lines = lines(file);
    for (int id = 0; id < lines.size(); id++) ids.put(lines.get(id).strip(), id);
    Vocabulary vocabulary = Vocabulary.of(ids, file.toString());
    List<Added> added = new ArrayList<>();
    int unknown = special(file, vocabulary, "[UNK]", added);
    int first = special(file, vocabulary, "[CLS]", added);
    int last = special(file, vocabulary, "[SEP]", added);
    for (String more : List.of("[PAD]", "[MASK]")) {
      if (vocabulary.id(more) != null) special(file, vocabulary, more, added);
    }
    boolean lowercase = config.at("do_lower_case").truth(true);
    Json accents = config.at("strip_accents");
    Normalizer normalizer =
        new Normalizer.Bert(
            true,
            config.at("tokenize_chinese_chars").truth(true),
            accents.isAbsent() ? null : accents.truth(true),
            lowercase);
    Frame frame = new Frame(new int[] {first}, new int[] {last});
    return wordPieces(vocabulary, unknown, added, frame, normalizer);
  }

  /** BERT's tokenizer of these words, of which those inside words begin with {@code ##}. */
  static Tokenizer wordPieces(
      Vocabulary vocabulary, int unknown, List<Added> added, Frame frame, Normalizer normalizer) {
    return new Tokenizer(
        normalizer,
        PreTokenizerJson.bert(),
        new WordPiece(vocabulary, unknown, "##", 100),
        new AddedTokens(added, normalizer),
        frame,
        new Decoder.WordPiece("##", true));
  }

  private static int special(Path file, Vocabulary vocabulary, String token, List<Added> added) {
    Integer id = vocabulary.id(token);
    if (id == null) {
      throw new TokenizerException(file + ": a vocabulary of word pieces without " + token);
    }
    added.add(new Added(id, token, false, false, false, false, true));
    return id;
  }

  /** GPT-2's BPE over bytes; RoBERTa's and Qwen2's are of the same files. */
  private static Tokenizer byteLevel(Path file, Path mergesFile, Json config) {
    Vocabulary vocabulary =
        ModelJson.vocabulary(Json.read(file, MOST_BYTES, TokenizerException::new));
    List<String> lines = lines(mergesFile);
    PairTable merges = new PairTable(lines.size());
    for (int rank = 0; rank < lines.size(); rank++) {
      String line = lines.get(rank);
      if (line.isBlank() || line.startsWith("#version")) continue;
      String place = mergesFile + ": line " + (rank + 1);
      String[] pair = line.split(" ", -1);
      if (pair.length != 2) throw new TokenizerException(place + ": expected two tokens");
      ModelJson.put(merges, vocabulary, pair, rank, "", place);
    }
    String family = config.at("tokenizer_class").text("");
    boolean qwen = family.startsWith("Qwen2");
    Bpe.Options options = new Bpe.Options(null, false, false, false, "", "");
    Normalizer normalizer = qwen ? new Normalizer.Unicode(Form.NFC) : null;
    List<Added> added = added(config, vocabulary);
    return new Tokenizer(
        normalizer,
        words(qwen, config.at("add_prefix_space").truth(false)),
        new Bpe(vocabulary, merges, options, null),
        new AddedTokens(added, normalizer),
        family.startsWith("Roberta") ? roberta(file, vocabulary) : Frame.NONE,
        new Decoder.Bytes());
  }

  private static PreTokenizer words(boolean qwen, boolean leadingSpace) {
    if (!qwen) return new PreTokenizer.ByteLevel(leadingSpace, true);
    return KnownWords.split(KnownWords.QWEN);
  }

  private static Frame roberta(Path file, Vocabulary vocabulary) {
    Integer first = vocabulary.id("<s>");
    Integer last = vocabulary.id("</s>");
    if (first == null || last == null) {
      throw new TokenizerException(file + ": RoBERTa's vocabulary without <s> and </s>");
    }
    return new Frame(new int[] {first}, new int[] {last});
  }

  /** Those of {@code added_tokens_decoder}, and GPT-2's end of text. */
  static List<Added> added(Json config, @Nullable Vocabulary vocabulary) {
    List<Added> added = new ArrayList<>();
    Json listed = config.at("added_tokens_decoder");
    if (!listed.isAbsent()) {
      for (Map.Entry<String, Json> entry : listed.properties()) {
        added.add(TokenizerJson.added(entry.getValue(), id(entry)));
      }
    }
    Integer end = vocabulary == null ? null : vocabulary.id("<|endoftext|>");
    if (added.isEmpty() && end != null) {
      added.add(new Added(end, "<|endoftext|>", false, false, false, false, true));
    }
    return added;
  }

  private static Json id(Map.Entry<String, Json> entry) {
    return Json.of(
        entry.getValue().toString(),
        entry.getKey().getBytes(java.nio.charset.StandardCharsets.UTF_8),
        TokenizerException::new);
  }
}
