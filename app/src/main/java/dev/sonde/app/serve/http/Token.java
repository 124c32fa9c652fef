package dev.sonde.app.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The secret that a server shares with the person who started it: 128 random bits. */
public record Token(String text) {

  private static final int BYTES = 16;

  public static Token random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(HexFormat.of().formatHex(bytes));
  }

  /** Whether it is the token; takes as long whatever is wrong. */
  boolean is(@Nullable String given) {
    byte[] own = text.getBytes(StandardCharsets.UTF_8);
    byte[] other = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(own, other);
  }

  /** Secrets do not stand in messages. */
  @Override
  public String toString() {
    return "token";
  }
}
