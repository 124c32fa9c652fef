package dev.sonde.question.pause;

import dev.sonde.file.Digests;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A short word for all that an operation is asked; another question has another one. */
public final class Fingerprint {

  private final MessageDigest digest;

  public Fingerprint() {
    digest = Digests.sha256();
    and(Version.current());
  }

  /** Settings, as records print them. */
  public Fingerprint and(Object settings) {
    digest.update(String.valueOf(settings).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return this;
  }

  /**
   * A file, by its size and when it was changed: to read it whole may take longer than the work.
   */
  public Fingerprint and(Path file) {
    try {
      return and(file.toString()).and(Files.size(file)).and(Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new QuestionException(file + ": cannot be read: " + e.getMessage());
    }
  }

  public Fingerprint and(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    for (float value : values) {
      bytes.putFloat(value);
      if (!bytes.hasRemaining()) {
        digest.update(bytes.array());
        bytes.clear();
      }
    }
    digest.update(bytes.array(), 0, bytes.position());
    return this;
  }

  /** 64 hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
