package dev.sonde.study.images;

import dev.sonde.file.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Where images come from.
 *
 * @param name as a person says it: a path, {@code synthetic}
 * @param files all that were read, in order; none of generated images
 * @param made of generated images, everything that makes them what they are
 */
public record ImageSource(String name, List<Path> files, String made) {
  public ImageSource {
    files = List.copyOf(files);
  }

  static ImageSource of(Path file) {
    return new ImageSource(file.toString(), List.of(file), "");
  }

  static ImageSource of(Path shown, List<Path> files) {
    return new ImageSource(shown.toString(), files, "");
  }

  ImageSource and(ImageSource other) {
    List<Path> all = new ArrayList<>(files);
    all.addAll(other.files);
    String both = name.equals(other.name) ? name : name + " and " + other.name;
    return new ImageSource(both, all, made + other.made);
  }

  ImageSource named(String other) {
    return new ImageSource(other, files, made);
  }

  /**
   * SHA-256 of the file, as {@code sha256sum} prints it; of several files that of the lines which
   * {@code sha256sum} prints for their names; of generated images that of {@link #made}. Reads all
   * files.
   */
  public String sha256() {
    if (files.size() == 1) return sha256(files.getFirst());
    StringBuilder lines = new StringBuilder(made);
    for (Path file : files) {
      lines.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return Digests.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of a file as it is. */
  static String sha256(Path file) {
    return sha256(file, false);
  }

  /** SHA-256 of a file's content: unpacked if it is packed by gzip. */
  static String contentSha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(2);
      return sha256(file, magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b);
    } catch (IOException e) {
      throw new ImageException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String sha256(Path file, boolean packed) {
    MessageDigest digest = Digests.sha256();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = new DigestInputStream(packed ? new GZIPInputStream(raw) : raw, digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new ImageException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return hex(digest.digest());
  }

  static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
