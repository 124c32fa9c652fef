package dev.sonde.network.text;

import dev.sonde.network.json.Json;
import dev.sonde.network.text.AddedTokens.Added;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A {@code tokenizer.json} of Hugging Face's library. */
final class TokenizerJson {

  private TokenizerJson() {}

  static Tokenizer read(Json file) {
    Normalizer normalizer = NormalizerJson.read(file.at("normalizer"));
    TokenModel model = ModelJson.read(file.at("model"));
    AddedTokens added = new AddedTokens(added(file.at("added_tokens")), normalizer);
    Json decoder = file.at("decoder");
    return new Tokenizer(
        normalizer,
        PreTokenizerJson.read(file.at("pre_tokenizer")),
        model,
        added,
        frame(file.at("post_processor")),
        decoder.isAbsent() ? new Decoder.Spaced() : decoder(decoder));
  }

  private static List<Added> added(Json list) {
    List<Added> tokens = new ArrayList<>();
    if (list.isAbsent()) return tokens;
    for (Json token : list.list()) tokens.add(added(token, token.at("id")));
    return tokens;
  }

  /** One token; {@code normalized} where the file says nothing: unless it is special. */
  static Added added(Json token, Json id) {
    String content = token.at("content").text();
    if (content.length() > Vocabulary.LONGEST) {
      throw token.error("a token of " + content.length() + " characters is not read");
    }
    boolean special = token.at("special").truth(false);
    return new Added(
        id.integer(0, Vocabulary.MOST),
        content,
        token.at("single_word").truth(false),
        token.at("lstrip").truth(false),
        token.at("rstrip").truth(false),
        token.at("normalized").truth(!special),
        special);
  }

  /** A pattern written as {@code {"String": …}} or {@code {"Regex": …}}. */
  static BoundedPattern pattern(Json pattern) {
    if (pattern.isText()) return BoundedPattern.literal(pattern.text());
    Json text = pattern.at("String");
    if (!text.isAbsent()) return BoundedPattern.literal(text.text());
    Json regex = pattern.at("Regex");
    return BoundedPattern.of(regex.text(), regex.toString());
  }

  static Behaviour behaviour(Json name, Behaviour otherwise) {
    if (name.isAbsent()) return otherwise;
    String words = name.text().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    for (Behaviour behaviour : Behaviour.values()) {
      if (behaviour.name().equals(words)) return behaviour;
    }
    throw name.wrong("Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous");
  }

  private static Frame frame(Json processor) {
    if (processor.isAbsent()) return Frame.NONE;
    String type = processor.at("type").text();
    return switch (type) {
      case "ByteLevel" -> Frame.NONE;
      case "BertProcessing", "RobertaProcessing" ->
          new Frame(pair(processor.at("cls")), pair(processor.at("sep")));
      case "TemplateProcessing" -> template(processor);
      case "Sequence" -> {
        Frame frame = Frame.NONE;
        for (Json part : processor.at("processors").list()) frame = frame(part).around(frame);
        yield frame;
      }
      default -> throw processor.error("the post-processor '" + type + "' is not read");
    };
  }

  private static int[] pair(Json pair) {
    List<Json> parts = pair.list();
    if (parts.size() != 2) throw pair.wrong("a token and its id");
    return new int[] {parts.getLast().integer(0, Vocabulary.MOST)};
  }

  private static Frame template(Json processor) {
    Ids before = new Ids();
    Ids after = new Ids();
    boolean seen = false;
    for (Json part : processor.at("single").list()) {
      Json special = part.at("SpecialToken");
      if (special.isAbsent()) {
        if (seen) throw part.error("a template with two texts is not read");
        seen = true;
        continue;
      }
      String name = special.at("id").text();
      for (Json id : processor.at("special_tokens").at(name).at("ids").list()) {
        (seen ? after : before).add(id.integer(0, Vocabulary.MOST));
      }
    }
    if (!seen) throw processor.at("single").error("a template without the text");
    return new Frame(before.toArray(), after.toArray());
  }

  private static Decoder decoder(Json decoder) {
    String type = decoder.at("type").text();
    return switch (type) {
      case "Sequence" ->
          new Decoder.Sequence(
              decoder.at("decoders").list().stream().map(TokenizerJson::decoder).toList());
      case "ByteLevel" -> new Decoder.Bytes();
      case "Replace" ->
          new Decoder.Replace(pattern(decoder.at("pattern")), decoder.at("content").text());
      case "ByteFallback" -> new Decoder.ByteFallback();
      case "Fuse" -> new Decoder.Fuse();
      case "Strip" -> {
        String content = decoder.at("content").text();
        if (content.isEmpty()) throw decoder.at("content").wrong("a character");
        yield new Decoder.Strip(
            content,
            decoder.at("start").integer(0, Integer.MAX_VALUE),
            decoder.at("stop").integer(0, Integer.MAX_VALUE));
      }
      case "Metaspace" ->
          new Decoder.Metaspace(
              decoder.at("replacement").text("▁"),
              PreTokenizerJson.prepend(decoder) != PreTokenizer.Prepend.NEVER);
      case "WordPiece" ->
          new Decoder.WordPiece(decoder.at("prefix").text("##"), decoder.at("cleanup").truth(true));
      case "BPEDecoder" -> new Decoder.EndOfWord(decoder.at("suffix").text("</w>"));
      default -> throw decoder.error("the decoder '" + type + "' is not read");
    };
  }

  /** The id of a token that a file names, or null if it names none. */
  static @Nullable Integer named(Json name, Vocabulary vocabulary) {
    if (name.isAbsent()) return null;
    Integer id = vocabulary.id(name.text());
    if (id == null) throw name.error("'" + name.text() + "' is not in the vocabulary");
    return id;
  }
}
