package dev.sonde.network.text;

import java.util.List;
import java.util.Optional;

/** How models whose files only name it cut a text into words, as their own files have it. */
final class KnownWords {

  private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

  static final String QWEN = llama3("");

  private KnownWords() {}

  /** As GGUF files name them; empty if the name is not known. */
  static Optional<PreTokenizer> of(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "default", "gpt-2", "gpt2", "phi-2", "mpt", "olmo", "jais", "roberta-bpe" ->
              new PreTokenizer.ByteLevel(false, true);
          case "llama-bpe", "llama3", "llama-v3", "falcon3", "pixtral", "dbrx", "smaug-bpe" ->
              split(llama3("{1,3}"));
          case "qwen2", "deepseek-r1-qwen", "stablelm2" -> split(QWEN);
          case "gpt-4o" -> split(cased(CONTRACTIONS + "?", "{1,3}"));
          case "tekken" -> split(cased("", ""));
          case "smollm" ->
              new PreTokenizer.Sequence(
                  List.of(
                      new PreTokenizer.Delimited(Characters::isNumeric, Behaviour.ISOLATED),
                      new PreTokenizer.ByteLevel(false, true)));
          default -> null;
        });
  }

  /** Whether a word that is a token is taken whole, whatever its merges. */
  static boolean areTokens(String name) {
    return List.of("llama-bpe", "llama3", "llama-v3", "falcon3", "pixtral", "tekken")
        .contains(name);
  }

  static PreTokenizer split(String pattern) {
    BoundedPattern words = BoundedPattern.of(pattern, "a model's words");
    return new PreTokenizer.Sequence(
        List.of(
            new PreTokenizer.Split(words, Behaviour.ISOLATED, false),
            new PreTokenizer.ByteLevel(false, false)));
  }

  private static String llama3(String digits) {
    return CONTRACTIONS
        + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
        + digits
        + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  }

  /** Words begin anew where a small letter is followed by a capital. */
  private static String cased(String end, String digits) {
    String before = "[^\\r\\n\\p{L}\\p{N}]?";
    String upper = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    String lower = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    return (before + upper + "*" + lower + "+" + end)
        + ("|" + before + upper + "+" + lower + "*" + end)
        + ("|\\p{N}" + digits)
        + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  }
}
