package dev.sonde.network.text;

import dev.sonde.network.json.Json;
import java.text.Normalizer.Form;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The {@code normalizer} of a {@code tokenizer.json}. */
final class NormalizerJson {

  private NormalizerJson() {}

  static @Nullable Normalizer read(Json json) {
    return json.isAbsent() ? null : one(json);
  }

  private static Normalizer one(Json json) {
    String type = json.at("type").text();
    return switch (type) {
      case "Sequence" ->
          new Normalizer.Sequence(
              json.at("normalizers").list().stream().map(NormalizerJson::one).toList());
      case "NFC" -> new Normalizer.Unicode(Form.NFC);
      case "NFD" -> new Normalizer.Unicode(Form.NFD);
      case "NFKC" -> new Normalizer.Unicode(Form.NFKC);
      case "NFKD" -> new Normalizer.Unicode(Form.NFKD);
      case "Lowercase" -> new Normalizer.Lowercase();
      case "StripAccents" -> new Normalizer.StripAccents();
      case "Strip" ->
          new Normalizer.Strip(
              json.at("strip_left").truth(true), json.at("strip_right").truth(true));
      case "Nmt" -> new Normalizer.Nmt();
      case "ByteLevel" -> new Normalizer.Bytes();
      case "Prepend" -> new Normalizer.Prepend(json.at("prepend").text());
      case "Replace" ->
          new Normalizer.Replace(
              TokenizerJson.pattern(json.at("pattern")), json.at("content").text());
      case "Precompiled" -> {
        Json map = json.at("precompiled_charsmap");
        yield new Normalizer.Precompiled(Charsmap.of(base64(map), map.toString()));
      }
      case "BertNormalizer" ->
          new Normalizer.Bert(
              json.at("clean_text").truth(true),
              json.at("handle_chinese_chars").truth(true),
              json.at("strip_accents").optional().map(accents -> accents.truth(false)).orElse(null),
              json.at("lowercase").truth(true));
      default -> throw json.error("the normalizer '" + type + "' is not read");
    };
  }

  private static byte[] base64(Json text) {
    try {
      return Base64.getDecoder().decode(text.text());
    } catch (IllegalArgumentException e) {
      throw text.wrong("text in base 64");
    }
  }
}
