package dev.sonde.app.output;

import dev.sonde.analysis.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of one command: where it writes and how it can be repeated. */
public record Session(Console console, List<String> arguments) {

  public static final String VERSION = "0.1.0";

  /** Larger inputs are not hashed in passing: it would cost more than most answers. */
  private static final long HASH_LIMIT = 256L << 20;

  /** What is needed to repeat this run; see {@link Provenance}. */
  public Provenance provenance(
      List<Path> inputs, Map<String, String> settings, @Nullable Long seed) {
    String command =
        "sonde " + arguments.stream().map(Session::quoted).collect(Collectors.joining(" "));
    return new Provenance(
        VERSION,
        Runtime.version().toString(),
        command,
        inputs.stream().map(Session::input).toList(),
        settings,
        seed);
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w./=:,@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private static Provenance.Input input(Path path) {
    try {
      if (!Files.isRegularFile(path)) return new Provenance.Input(path.toString(), 0, null);
      long size = Files.size(path);
      return new Provenance.Input(path.toString(), size, size <= HASH_LIMIT ? sha256(path) : null);
    } catch (IOException e) {
      throw new UserError(path + ": cannot be read: " + e.getMessage());
    }
  }

  private static String sha256(Path path) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
