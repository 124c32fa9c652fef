package dev.sonde.network.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts to token ids and back, as the model was trained with.
 *
 * <pre>{@code
 * Tokenizer tokenizer = Tokenizer.open(Path.of("bert-base-uncased"));
 * int[] ids = tokenizer.encode("Hello I'm a [MASK] model.");
 * String text = tokenizer.decode(ids);
 * }</pre>
 *
 * <p>Truncation and padding that a file may ask for are not done: a model is asked about the whole
 * text. Safe for use by several threads.
 */
public final class Tokenizer {

  private static final int LONGEST_TEXT = 1 << 28;

  private final @Nullable Normalizer normalizer;
  private final @Nullable PreTokenizer preTokenizer;
  private final TokenModel model;
  private final AddedTokens added;
  private final Frame frame;
  private final Decoder decoder;

  Tokenizer(
      @Nullable Normalizer normalizer,
      @Nullable PreTokenizer preTokenizer,
      TokenModel model,
      AddedTokens added,
      Frame frame,
      Decoder decoder) {
    this.normalizer = normalizer;
    this.preTokenizer = preTokenizer;
    this.model = model;
    this.added = added;
    this.frame = frame;
    this.decoder = decoder;
  }

  /**
   * Opens the tokenizer of a model's folder, or one of its files.
   *
   * @throws TokenizerException if there is none, or it is damaged or of a kind that is not read
   */
  public static Tokenizer open(Path path) {
    if (Files.isDirectory(path)) return TokenizerFiles.inFolder(path);
    return TokenizerFiles.file(path);
  }

  /** The files that {@link #open} reads of a folder; none if no tokenizer is in it. */
  public static List<Path> files(Path folder) {
    return TokenizerFiles.in(folder);
  }

  /** The ids of a text, with the special tokens that the model expects around it. */
  public int[] encode(String text) {
    Ids ids = new Ids();
    ids.addAll(frame.before());
    encode(text, ids);
    ids.addAll(frame.after());
    return ids.toArray();
  }

  /** The ids of a text alone. */
  public int[] encodeBare(String text) {
    Ids ids = new Ids();
    encode(text, ids);
    return ids.toArray();
  }

  private void encode(String text, Ids ids) {
    if (text.length() > LONGEST_TEXT) {
      throw new TokenizerException(
          "a text of " + text.length() + " characters; at most " + LONGEST_TEXT + " are read");
    }
    for (AddedTokens.Part outer : added.inRaw(text)) {
      if (outer.id() >= 0) {
        ids.add(outer.id());
        continue;
      }
      String part = text.substring(outer.start(), outer.end());
      String normal = normalizer == null ? part : normalizer.apply(part);
      for (AddedTokens.Part inner : added.inNormalised(normal)) {
        if (inner.id() >= 0) ids.add(inner.id());
        else {
          boolean first = outer.start() == 0 && inner.start() == 0;
          words(new Piece(normal.substring(inner.start(), inner.end()), first), ids);
        }
      }
    }
  }

  private void words(Piece piece, Ids ids) {
    if (preTokenizer == null) model.encode(piece.text(), ids);
    else for (Piece word : preTokenizer.apply(piece)) model.encode(word.text(), ids);
  }

  /** The text of ids, without special tokens. */
  public String decode(int... ids) {
    return decode(ids, false);
  }

  /** The text of ids, with special tokens if {@code special}; ids of no token are left out. */
  public String decode(int[] ids, boolean special) {
    List<String> tokens = new ArrayList<>(ids.length);
    for (int id : ids) {
      AddedTokens.Added known = added.get(id);
      if (known != null && known.special() && !special) continue;
      String token = known != null ? known.content() : model.vocabulary().token(id);
      if (token != null) tokens.add(token);
    }
    return String.join("", decoder.apply(tokens));
  }

  /** A token as it stands in the vocabulary: {@code Ġworld}, {@code ##ing}, {@code ▁the}. */
  public Optional<String> token(int id) {
    AddedTokens.Added known = added.get(id);
    return Optional.ofNullable(known != null ? known.content() : model.vocabulary().token(id));
  }

  /** The id of a token as it stands in the vocabulary. */
  public Optional<Integer> id(String token) {
    for (AddedTokens.Added known : added.all()) {
      if (known.content().equals(token)) return Optional.of(known.id());
    }
    return Optional.ofNullable(model.vocabulary().id(token));
  }

  /** Whether a token is special: it stands for no text. */
  public boolean isSpecial(int id) {
    AddedTokens.Added known = added.get(id);
    return known != null && known.special();
  }

  /** The number of different tokens. */
  public int size() {
    int more = 0;
    for (AddedTokens.Added token : added.all()) {
      if (model.vocabulary().token(token.id()) == null) more++;
    }
    return model.vocabulary().size() + more;
  }
}
