package dev.sonde.network.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.file.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A damaged tokenizer, of every kind, cuts a text and puts it together again, or gives one line;
 * {@code mvn -Pfuzz} tries a hundred times as many.
 */
class TokenizerMutationsTest {

  private static final String TEXT = "Hello, wörld!  It's 12:30 😀\n\t日本 " + "=".repeat(300);

  static Stream<Path> files() throws IOException {
    Path root =
        Path.of(System.getProperty("sonde.root", "."))
            .resolve("network/src/test/resources/tokenizers");
    List<String> names =
        List.of("tokenizer.json", "tokenizer.model", "spiece.model", "vocab.txt", "merges.txt");
    try (Stream<Path> all = Files.walk(root, 2)) {
      return all
          .filter(file -> names.contains(String.valueOf(file.getFileName())))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void damaged_cutsTexts_orSaysOneLine(Path file, @TempDir Path folder) throws IOException {
    try (Stream<Path> beside = Files.list(file.getParent())) {
      for (Path each : beside.toList()) Files.copy(each, folder.resolve(each.getFileName()));
    }
    Path target = folder.resolve(file.getFileName());
    byte[] original = Files.readAllBytes(file);
    int rounds = Mutations.rounds(15);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60).plusMillis(200L * rounds),
        () -> {
          for (int round = 0; round < rounds; round++) {
            Random random = new Random(round);
            boolean text = target.toString().endsWith(".json") && random.nextBoolean();
            Files.write(target, text ? lied(original, random) : Mutations.damage(original, random));
            hold(folder, "round " + round);
          }
        });
  }

  private static void hold(Path folder, String label) {
    try {
      Tokenizer tokenizer = Tokenizer.open(folder);
      tokenizer.decode(tokenizer.encode(TEXT));
    } catch (InputException e) {
      assertThat(e.getMessage()).as(label).isNotBlank().doesNotContain("\n").hasSizeLessThan(2000);
    } catch (RuntimeException | Error e) {
      fail(label + ": " + e, e);
    }
  }

  /** A value of the JSON becomes another: names of parts, numbers, regular expressions. */
  private static byte[] lied(byte[] original, Random random) {
    String text = new String(original, StandardCharsets.UTF_8);
    String[] lies = {
      "0",
      "-1",
      "1e308",
      "2147483647",
      "99999999999",
      "null",
      "[]",
      "{}",
      "true",
      "\"x\"",
      "\"\"",
      "\"(a+)+$\"",
      "\"(?:(?:=*)*)*!\"",
      "\"(.*)\\\\1{9}\"",
      "\"[\"",
      "{\"Regex\": \"((=+)+)+x\"}",
      "{\"type\": \"Sequence\", \"pretokenizers\": []}"
    };
    int at = text.indexOf(": ", random.nextInt(text.length()));
    if (at < 0) at = text.indexOf(": ");
    if (at < 0) at = text.indexOf(':') - 1;
    int end = at + 2;
    while (end < text.length() && ",}]\n".indexOf(text.charAt(end)) < 0) end++;
    String lie = lies[random.nextInt(lies.length)];
    return (text.substring(0, at + 2) + lie + text.substring(end)).getBytes(StandardCharsets.UTF_8);
  }
}
