package dev.sonde.network.text;

import dev.sonde.network.text.BoundedPattern.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Cuts a normalised text into words, which the model then cuts into tokens. */
sealed interface PreTokenizer {

  List<Piece> apply(Piece piece);

  /** One after the other. */
  record Sequence(List<PreTokenizer> parts) implements PreTokenizer {
    public Sequence {
      parts = List.copyOf(parts);
    }

    @Override
    public List<Piece> apply(Piece piece) {
      List<Piece> pieces = List.of(piece);
      for (PreTokenizer part : parts) {
        List<Piece> next = new ArrayList<>();
        for (Piece each : pieces) next.addAll(part.apply(each));
        pieces = next;
      }
      return pieces;
    }
  }

  /** Cuts where a pattern matches. */
  record Split(BoundedPattern pattern, Behaviour behaviour, boolean inverted)
      implements PreTokenizer {
    @Override
    public List<Piece> apply(Piece piece) {
      return behaviour.cut(piece, pattern.find(piece.text()), inverted);
    }
  }

  /** Cuts at each character of a class. */
  record Delimited(IntPredicate delimiter, Behaviour behaviour) implements PreTokenizer {
    @Override
    public List<Piece> apply(Piece piece) {
      List<Span> spans = new ArrayList<>();
      String text = piece.text();
      for (int at = 0; at < text.length(); ) {
        int c = text.codePointAt(at);
        int end = at + Character.charCount(c);
        if (delimiter.test(c)) spans.add(new Span(at, end));
        at = end;
      }
      return behaviour.cut(piece, spans, false);
    }
  }

  /**
   * Bytes as visible characters, by GPT-2's words if {@code words}.
   *
   * @param leadingSpace whether a text that does not begin with a space gets one
   */
  record ByteLevel(boolean leadingSpace, boolean words) implements PreTokenizer {
    private static final BoundedPattern GPT2 =
        BoundedPattern.of(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            "GPT-2's words");

    @Override
    public List<Piece> apply(Piece piece) {
      boolean prefixed = leadingSpace && !piece.text().startsWith(" ");
      Piece whole = prefixed ? piece.with(" " + piece.text()) : piece;
      List<Piece> parts =
          words ? Behaviour.ISOLATED.cut(whole, GPT2.find(whole.text()), false) : List.of(whole);
      return parts.stream().map(part -> part.with(ByteCodes.encode(part.text()))).toList();
    }
  }

  /** When a text gets a leading space. */
  enum Prepend {
    ALWAYS,
    FIRST,
    NEVER
  }

  /** Spaces become a visible character, with which words begin. */
  record Metaspace(String space, Prepend prepend, boolean split) implements PreTokenizer {
    @Override
    public List<Piece> apply(Piece piece) {
      String text = piece.text().replace(" ", space);
      boolean wanted =
          switch (prepend) {
            case ALWAYS -> true;
            case FIRST -> piece.first();
            case NEVER -> false;
          };
      if (wanted && !text.startsWith(space)) text = space + text;
      Piece changed = piece.with(text);
      if (!split) return List.of(changed);
      return Behaviour.MERGED_WITH_NEXT.cut(
          changed, BoundedPattern.literal(space).find(text), false);
    }
  }
}
