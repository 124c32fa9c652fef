package dev.sonde.question.transformers;

import dev.sonde.file.IoReason;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.question.QuestionException;
import dev.sonde.settings.Setting;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a transformer reads; see each component. */
public record TextsSettings(
    @Setting(help = "A text; can be repeated", separator = "") List<String> text,
    @Setting(help = "A file of texts, one per line", label = "FILE", input = true)
        @Nullable Path texts) {

  private static final long MOST = 64L << 20;

  public TextsSettings {
    text = List.copyOf(text);
  }

  /**
   * All texts, those of the file last.
   *
   * @throws QuestionException if there is none, or the file cannot be read as text
   */
  public List<String> all() {
    List<String> all = new ArrayList<>(text);
    if (texts != null) all.addAll(lines(texts));
    if (all.isEmpty()) {
      throw new QuestionException("no text to read: give a text, or a file of texts")
          .mendedBy("text", "texts");
    }
    return all;
  }

  /** All texts, or {@code otherwise} where none is given. */
  List<String> allOr(String otherwise) {
    return text.isEmpty() && texts == null ? List.of(otherwise) : all();
  }

  /**
   * The lines of a file that are not blank.
   *
   * @throws QuestionException if it is too large, is not UTF-8, or has none
   */
  public static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MOST) {
        throw new QuestionException(
            "%s: %d bytes of text; at most %d are read".formatted(file, Files.size(file), MOST));
      }
      List<String> lines = Files.readString(file).lines().filter(line -> !line.isBlank()).toList();
      if (lines.isEmpty()) throw new QuestionException(file + ": contains no text");
      return lines;
    } catch (CharacterCodingException e) {
      throw new QuestionException(file + ": not UTF-8 text");
    } catch (IOException e) {
      throw new QuestionException(file + ": " + IoReason.of(e));
    }
  }

  /**
   * Texts as tokens.
   *
   * @throws QuestionException if one has no token, or more than the model reads
   */
  public static List<int[]> tokens(Transformer model, List<String> texts) {
    Tokenizer tokenizer = ModelSettings.tokenizer(model);
    int context = model.architecture().sizes().context();
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      int[] ids = tokenizer.encode(texts.get(i));
      if (ids.length == 0 || ids.length > context) {
        throw new QuestionException(
            "text %d of %d has %d tokens; the model reads 1 to %d"
                .formatted(i + 1, texts.size(), ids.length, context));
      }
      all.add(ids);
    }
    return all;
  }
}
