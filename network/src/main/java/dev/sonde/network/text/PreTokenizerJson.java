package dev.sonde.network.text;

import dev.sonde.network.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code pre_tokenizer} of a {@code tokenizer.json}. */
final class PreTokenizerJson {

  private static final PreTokenizer SPACES =
      new PreTokenizer.Delimited(Characters::isSpace, Behaviour.REMOVED);

  private PreTokenizerJson() {}

  static @Nullable PreTokenizer read(Json json) {
    return json.isAbsent() ? null : one(json);
  }

  private static PreTokenizer one(Json json) {
    String type = json.at("type").text();
    return switch (type) {
      case "Sequence" ->
          new PreTokenizer.Sequence(
              json.at("pretokenizers").list().stream().map(PreTokenizerJson::one).toList());
      case "ByteLevel" ->
          new PreTokenizer.ByteLevel(
              json.at("add_prefix_space").truth(true), json.at("use_regex").truth(true));
      case "Split" ->
          new PreTokenizer.Split(
              TokenizerJson.pattern(json.at("pattern")),
              TokenizerJson.behaviour(json.at("behavior"), Behaviour.REMOVED),
              json.at("invert").truth(false));
      case "Metaspace" ->
          new PreTokenizer.Metaspace(
              json.at("replacement").text("▁"), prepend(json), json.at("split").truth(true));
      case "BertPreTokenizer" -> bert();
      case "Whitespace" ->
          new PreTokenizer.Split(BoundedPattern.ours("\\w+|[^\\w\\s]+"), Behaviour.REMOVED, true);
      case "WhitespaceSplit" -> SPACES;
      case "Punctuation" ->
          new PreTokenizer.Delimited(
              Characters::isPunctuation,
              TokenizerJson.behaviour(json.at("behavior"), Behaviour.ISOLATED));
      case "Digits" ->
          new PreTokenizer.Delimited(
              Characters::isNumeric,
              json.at("individual_digits").truth(false)
                  ? Behaviour.ISOLATED
                  : Behaviour.CONTIGUOUS);
      case "CharDelimiterSplit" -> {
        String delimiter = json.at("delimiter").text();
        if (delimiter.codePointCount(0, delimiter.length()) != 1) {
          throw json.at("delimiter").wrong("a character");
        }
        int character = delimiter.codePointAt(0);
        yield new PreTokenizer.Delimited(c -> c == character, Behaviour.REMOVED);
      }
      default -> throw json.error("the pre-tokenizer '" + type + "' is not read");
    };
  }

  /** BERT's words: between white space, punctuation each by itself. */
  static PreTokenizer bert() {
    return new PreTokenizer.Sequence(
        List.of(SPACES, new PreTokenizer.Delimited(Characters::isPunctuation, Behaviour.ISOLATED)));
  }

  /** Older files say {@code add_prefix_space}. */
  static PreTokenizer.Prepend prepend(Json json) {
    Json scheme = json.at("prepend_scheme");
    boolean older = json.at("add_prefix_space").truth(true);
    return switch (scheme.text(older ? "always" : "never")) {
      case "always" -> PreTokenizer.Prepend.ALWAYS;
      case "first" -> PreTokenizer.Prepend.FIRST;
      case "never" -> PreTokenizer.Prepend.NEVER;
      default -> throw scheme.wrong("always, first or never");
    };
  }
}
