package dev.sonde.network.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns tokens back into parts of a text, which are joined. */
sealed interface Decoder {

  List<String> apply(List<String> tokens);

  /** One after the other. */
  record Sequence(List<Decoder> parts) implements Decoder {
    public Sequence {
      parts = List.copyOf(parts);
    }

    @Override
    public List<String> apply(List<String> tokens) {
      for (Decoder part : parts) tokens = part.apply(tokens);
      return tokens;
    }
  }

  /** With a space between them: what a file without a decoder gets. */
  record Spaced() implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      return List.of(String.join(" ", tokens));
    }
  }

  /** Visible characters to bytes; what is not UTF-8 becomes U+FFFD. */
  record Bytes() implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (String token : tokens) bytes.writeBytes(ByteCodes.decode(token));
      return List.of(bytes.toString(StandardCharsets.UTF_8));
    }
  }

  record Replace(BoundedPattern pattern, String content) implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      return tokens.stream().map(token -> pattern.replace(token, content)).toList();
    }
  }

  record Fuse() implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      return List.of(String.join("", tokens));
    }
  }

  /** Drops a character at the ends of each token, so many times at most. */
  record Strip(String content, int left, int right) implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      return tokens.stream().map(this::stripped).toList();
    }

    private String stripped(String token) {
      int start = 0;
      for (int i = 0; i < left && token.startsWith(content, start); i++) start += content.length();
      int end = token.length();
      for (int i = 0; i < right && end - content.length() >= start; i++) {
        if (!token.startsWith(content, end - content.length())) break;
        end -= content.length();
      }
      return token.substring(start, end);
    }
  }

  /** Runs of {@code <0x..>} to the text that their bytes are. */
  record ByteFallback() implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      List<String> out = new ArrayList<>(tokens.size());
      ByteArrayOutputStream run = new ByteArrayOutputStream();
      for (String token : tokens) {
        int b = value(token);
        if (b >= 0) {
          run.write(b);
          continue;
        }
        flush(run, out);
        out.add(token);
      }
      flush(run, out);
      return out;
    }

    /** The byte that a token stands for, or −1. */
    static int value(String token) {
      if (token.length() != 6 || !token.startsWith("<0x") || !token.endsWith(">")) return -1;
      int high = Character.digit(token.charAt(3), 16);
      int low = Character.digit(token.charAt(4), 16);
      return high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    private static void flush(ByteArrayOutputStream run, List<String> out) {
      if (run.size() == 0) return;
      try {
        out.add(
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(run.toByteArray()))
                .toString());
      } catch (CharacterCodingException e) {
        out.add("\ufffd".repeat(run.size()));
      }
      run.reset();
    }
  }

  /** Visible spaces to spaces; the first of the text was added. */
  record Metaspace(String space, boolean prepended) implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      List<String> out = new ArrayList<>(tokens.size());
      for (String token : tokens) {
        out.add(token.replace(space, out.isEmpty() && prepended ? "" : " "));
      }
      return out;
    }
  }

  /** Tokens that begin with {@code prefix} join what is before; the others get a space. */
  record WordPiece(String prefix, boolean cleanup) implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      List<String> out = new ArrayList<>(tokens.size());
      for (String token : tokens) {
        String text = token;
        if (!out.isEmpty()) {
          text = token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
        }
        out.add(cleanup ? cleaned(text) : text);
      }
      return out;
    }

    private static String cleaned(String text) {
      return text.replace(" .", ".")
          .replace(" ?", "?")
          .replace(" !", "!")
          .replace(" ,", ",")
          .replace(" ' ", "'")
          .replace(" n't", "n't")
          .replace(" 'm", "'m")
          .replace(" do not", " don't")
          .replace(" 's", "'s")
          .replace(" 've", "'ve")
          .replace(" 're", "'re");
    }
  }

  /** Words end with {@code suffix}. */
  record EndOfWord(String suffix) implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      List<String> out = new ArrayList<>(tokens.size());
      for (String token : tokens) {
        out.add(token.replace(suffix, out.size() == tokens.size() - 1 ? "" : " "));
      }
      return out;
    }
  }

  /**
   * SentencePiece's own.
   *
   * @param dropFirst whether the space before the text is dropped
   * @param dropAll whether all spaces before it are
   */
  record SentencePiece(boolean dropFirst, boolean dropAll, String unknown) implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      StringBuilder text = new StringBuilder();
      ByteArrayOutputStream run = new ByteArrayOutputStream();
      boolean start = true;
      for (String token : tokens) {
        int b = ByteFallback.value(token);
        if (b >= 0) {
          run.write(b);
          start = false;
          continue;
        }
        flush(run, text);
        String piece = token.equals(unknown) ? " \u2047 " : token;
        if (start && dropFirst && piece.startsWith("▁")) {
          piece = piece.substring(1);
          start = dropAll && piece.isEmpty();
        } else {
          start = false;
        }
        text.append(piece.replace('▁', ' '));
      }
      flush(run, text);
      return List.of(text.toString());
    }

    private static void flush(ByteArrayOutputStream run, StringBuilder text) {
      text.append(run.toString(StandardCharsets.UTF_8));
      run.reset();
    }
  }
}
