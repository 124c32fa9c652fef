package dev.sonde.network.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.network.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of tokenizer gives the ids and the text that Hugging Face's library and SentencePiece
 * give on lines of many scripts, emoji, code and broken UTF-8. {@code make.py} beside the goldens
 * made them; a folder of more lines is compared with {@code -Dsonde.tokenizers=FOLDER}.
 */
class TokenizerGoldenTest {

  private static Path folder(String name) {
    String other = System.getProperty("sonde.tokenizers");
    Path resources =
        Path.of(System.getProperty("sonde.root", "."), "network/src/test/resources/tokenizers");
    return (other == null ? resources : Path.of(other)).resolve(name);
  }

  static Json unpacked(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return Json.of(file.toString(), in.readAllBytes(), TokenizerException::new);
    }
  }

  private static int[] numbers(Json list) {
    return list.list().stream().mapToInt(id -> id.integer(0, Integer.MAX_VALUE)).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bpe-gpt2",
        "bpe-neox",
        "bpe-roberta",
        "bpe-llama3",
        "bpe-qwen",
        "bpe-o200k",
        "bpe-llama2",
        "bpe-gemma",
        "bpe-metaspace",
        "bpe-clip",
        "bpe-subword",
        "wordpiece-uncased",
        "wordpiece-cased",
        "unigram",
        "unigram-bytes",
        "unigram-precompiled",
        "wordlevel",
        "spm-unigram",
        "spm-unigram-bytes",
        "spm-bpe-bytes",
        "spm-bpe"
      })
  void encodesAndDecodesAsTheReference(String kind) throws IOException {
    compare(Tokenizer.open(folder(kind)), unpacked(folder(kind).resolve("cases.json.gz")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bpe-gpt2,old-gpt2", "wordpiece-uncased,old-bert"})
  void olderFilesAreTheSameTokenizer(String pair) throws IOException {
    String[] names = pair.split(",");
    Path old = folder(names[1]);
    if (!Files.isDirectory(old)) return; // a folder of more lines has the new ones only
    compare(Tokenizer.open(old), unpacked(folder(names[0]).resolve("cases.json.gz")));
  }

  /** llama.cpp's converter wrote the files; it leaves out only how words are cut, by a name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gguf-gpt-2",
        "gguf-llama-bpe",
        "gguf-dbrx",
        "gguf-qwen2",
        "gguf-gpt-4o",
        "gguf-tekken",
        "gguf-smollm",
        "gguf-roberta-bpe",
        "wordpiece-uncased",
        "wordpiece-cased"
      })
  void vocabularyInsideAGguf_isTheSameTokenizer(String kind) throws IOException {
    Path file = folder(kind).resolve("tokenizer.gguf");
    if (!Files.exists(file.resolveSibling("cases.json.gz"))) return; // a folder of more lines
    compare(Tokenizer.open(file), unpacked(file.resolveSibling("cases.json.gz")));
  }

  private static void compare(Tokenizer tokenizer, Json cases) throws IOException {
    Json own = cases.at("lines");
    List<Json> lines = (own.isAbsent() ? unpacked(folder("lines.json.gz")) : own).list();
    List<Json> ids = cases.at("ids").list();
    List<Json> decoded = cases.at("decoded").list();
    assertThat(ids).hasSameSizeAs(lines);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).text();
      int[] wanted = numbers(ids.get(i));
      int[] found = tokenizer.encode(line);
      if (!java.util.Arrays.equals(found, wanted)) {
        wrong.add(
            "line "
                + i
                + " "
                + shown(line)
                + ": "
                + tokens(tokenizer, found)
                + ", expected "
                + tokens(tokenizer, wanted));
      }
      String text = tokenizer.decode(wanted);
      if (!text.equals(decoded.get(i).text())) {
        wrong.add(
            "decoded " + i + ": " + shown(text) + ", expected " + shown(decoded.get(i).text()));
      }
      if (cases.at("whole").isAbsent()) continue;
      String whole = tokenizer.decode(wanted, true);
      if (!whole.equals(cases.at("whole").list().get(i).text()))
        wrong.add("whole " + i + ": " + shown(whole));
    }
    assertThat(wrong).isEmpty();
  }

  private static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> out.append(c > 32 && c < 127 ? Character.toString(c) : "<%x>".formatted(c)));
    return out.toString();
  }

  private static List<String> tokens(Tokenizer tokenizer, int[] ids) {
    return java.util.Arrays.stream(ids)
        .mapToObj(id -> shown(tokenizer.token(id).orElse("?")))
        .toList();
  }
}
