package dev.sonde.network.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.file.InputException;
import dev.sonde.network.SharedTransformers;
import dev.sonde.network.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

  private static Path resource(String name) {
    return Path.of(System.getProperty("sonde.root", "."))
        .resolve("network/src/test/resources/tokenizers")
        .resolve(name);
  }

  private static Tokenizer of(String json) {
    return TokenizerJson.read(
        Json.of("t.json", json.getBytes(StandardCharsets.UTF_8), TokenizerException::new));
  }

  @Test
  void stories260k_isTheReferenceOn422Texts() {
    Path folder = SharedTransformers.path("stories260k");
    Tokenizer tokenizer = Tokenizer.open(folder);
    Json cases =
        Json.read(folder.resolve("tokenizer_cases.json"), 1 << 20, TokenizerException::new);
    assertThat(cases.list()).hasSizeGreaterThan(100);
    for (Json one : cases.list()) {
      String text = one.at("text").text();
      int[] ids = one.at("ids").list().stream().mapToInt(id -> id.integer(0, 511)).toArray();
      assertThat(tokenizer.encode(text)).as(text).containsExactly(ids);
      assertThat(tokenizer.decode(ids)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource({"bpe-gpt2", "bpe-llama3", "bpe-o200k", "spm-bpe-bytes"})
  void tokenizersOfBytes_giveBackEveryText(String kind) throws IOException {
    Tokenizer tokenizer = Tokenizer.open(resource(kind));
    for (Json line : TokenizerGoldenTest.unpacked(resource("lines.json.gz")).list()) {
      String text =
          line.text().replace("<|endoftext|>", "").replace("<|im_start|>", "").replace("<s>", "");
      // SentencePiece reads the visible space as a space.
      text = text.replace("▁", " ");
      assertThat(tokenizer.decode(tokenizer.encode(text), false)).isEqualTo(text);
    }
  }

  @Test
  void bpe_mergesTheFirstLearntPairFirstAndTheLeftmostOfEquals() {
    Tokenizer tokenizer =
        of(
            """
            {"model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2,"ba":3,"aba":4,"aa":5},
             "merges":["b a","a b","ab a"]}}
            """);
    assertThat(tokenizer.encode("abab")).containsExactly(0, 3, 1);
    assertThat(tokenizer.encode("abb")).containsExactly(2, 1);
    assertThat(tokenizer.encode("xaxb")).containsExactly(2);
  }

  @Test
  void unigram_takesTheMostProbableCut() {
    Tokenizer tokenizer =
        of(
            """
            {"model":{"type":"Unigram","unk_id":0,
             "vocab":[["<unk>",0],["a",-2],["b",-2],["ab",-3.5],["aba",-7],["ba",-3]]}}
            """);
    // ab·a −5.5, a·ba −5, aba −7, a·b·a −6
    assertThat(tokenizer.encode("aba")).containsExactly(1, 5);
    assertThat(tokenizer.encode("axyb")).containsExactly(1, 0, 2);
  }

  @Test
  void wordPiece_isUnknownAsAWhole() {
    Tokenizer tokenizer =
        of(
            """
            {"model":{"type":"WordPiece","unk_token":"[UNK]",
             "vocab":{"[UNK]":0,"un":1,"##aff":2,"##able":3,"##a":4}},
             "pre_tokenizer":{"type":"WhitespaceSplit"}}
            """);
    assertThat(tokenizer.encode("unaffable unaffx una")).containsExactly(1, 2, 3, 0, 1, 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"a a\"]}} | merges[0]: the"
            + " merge of 'a' and 'a' speaks of tokens",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"a\"]}} | two tokens with a"
            + " space between them",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":-1},\"merges\":[]}} | a whole number from 0",
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[],\"unk_token\":\"u\"}} |"
            + " unk_token: 'u' is not in the vocabulary",
        "{\"model\":{\"type\":\"Magic\",\"vocab\":{}}} | found \"Magic\", expected BPE, Unigram,"
            + " WordPiece or WordLevel",
        "{\"model\":{\"type\":\"WordLevel\",\"vocab\":{}},\"normalizer\":{\"type\":\"Odd\"}} |"
            + " normalizer: the normalizer 'Odd' is not read",
        "{\"model\":{\"type\":\"WordLevel\",\"vocab\":{}},\"pre_tokenizer\":{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(\"},\"behavior\":\"Isolated\"}}"
            + " | the regular expression '(' is not read",
        "{\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"a\"]]}} | a piece and its score",
        "[] | found nothing, expected"
      })
  void damagedFiles_areNamedWithThePlace(String json, String message) {
    assertThatThrownBy(() -> of(json.strip()))
        .isInstanceOf(TokenizerException.class)
        .hasMessageStartingWith("t.json")
        .hasMessageContaining(message.strip());
  }

  @Test
  void expressionsThatExplode_endWithAnError() {
    Tokenizer tokenizer =
        of(
            """
            {"model":{"type":"WordLevel","vocab":{"<unk>":0}},
             "pre_tokenizer":{"type":"Split","pattern":{"Regex":"(a|aa)+$|((x+)+)+y"},
              "behavior":"Isolated"}}
            """);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (String text :
              List.of("a".repeat(5000) + "b", "x".repeat(40), "a".repeat(300_000) + "!")) {
            assertThatThrownBy(() -> tokenizer.encode(text))
                .isInstanceOf(TokenizerException.class)
                .hasMessageContaining("takes too long");
          }
        });
  }

  @Test
  void longTextsWithoutWords_takeTimeInProportion() {
    Tokenizer bpe = Tokenizer.open(resource("bpe-llama2"));
    Tokenizer unigram = Tokenizer.open(resource("unigram"));
    String text = "the quick brown fox ".repeat(20_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertThat(bpe.encode(text).length).isGreaterThan(100_000);
          assertThat(unigram.encode(text).length).isGreaterThan(100_000);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "bpe-llama2/tokenizer.json",
    "unigram/tokenizer.json",
    "wordpiece-cased/tokenizer.json",
    "bpe-o200k/tokenizer.json",
    "spm-unigram/tokenizer.model",
    "spm-bpe/tokenizer.model",
    "old-gpt2/merges.txt"
  })
  void damagedFiles_giveATokenizerOrOneError(String name, @TempDir Path folder) throws IOException {
    byte[] original = Files.readAllBytes(resource(name));
    Path file = folder.resolve(resource(name).getFileName().toString());
    if (name.startsWith("old-gpt2")) {
      Files.copy(resource("old-gpt2/vocab.json"), folder.resolve("vocab.json"));
    }
    for (int round = 0; round < 60; round++) {
      Files.write(file, damaged(original, new Random(round)));
      try {
        Tokenizer tokenizer = Tokenizer.open(file);
        tokenizer.decode(tokenizer.encode("Hello, wörld 😀 1234"));
      } catch (InputException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static byte[] damaged(byte[] original, Random random) {
    byte[] file = original.clone();
    if (random.nextInt(5) == 0) return java.util.Arrays.copyOf(file, random.nextInt(file.length));
    for (int i = random.nextInt(1, 9); i > 0; i--) {
      int length = 1 + random.nextInt(12);
      int from = random.nextInt(file.length - length);
      int to = random.nextInt(file.length - length);
      if (random.nextBoolean()) System.arraycopy(original, from, file, to, length);
      else file[to] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  @Test
  void folderWithoutTokenizer_saysWhatIsLookedFor(@TempDir Path folder) {
    assertThatThrownBy(() -> Tokenizer.open(folder))
        .hasMessageStartingWith(folder + ": no tokenizer in this folder: none of tokenizer.json");
  }

  @Test
  void specialTokens_areKnownAsSuch() {
    Tokenizer tokenizer = Tokenizer.open(resource("wordpiece-uncased"));
    int mask = tokenizer.id("[MASK]").orElseThrow();
    assertThat(tokenizer.isSpecial(mask)).isTrue();
    assertThat(tokenizer.encode("a [MASK]b")).contains(mask);
    assertThat(tokenizer.token(mask)).contains("[MASK]");
    assertThat(tokenizer.size()).isEqualTo(600);
    List<Integer> ids = new ArrayList<>();
    Stream.of("[CLS]", "[SEP]").forEach(t -> ids.add(tokenizer.id(t).orElseThrow()));
    int[] encoded = tokenizer.encode("a");
    assertThat(encoded[0]).isEqualTo(ids.getFirst());
    assertThat(encoded[encoded.length - 1]).isEqualTo(ids.getLast());
    assertThat(tokenizer.encodeBare("a")).hasSize(encoded.length - 2);
  }
}
