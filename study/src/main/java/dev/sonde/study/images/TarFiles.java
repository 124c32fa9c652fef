package dev.sonde.study.images;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Unpacks the plain files of one folder of a tar archive (POSIX.1-1988, 512-byte blocks). */
final class TarFiles {
  private static final int BLOCK = 512;
  private static final long MOST_BYTES = 1L << 30;

  private TarFiles() {}

  /** The target appears whole or not at all; nothing is written outside of it. */
  static void unpack(InputStream tar, String folder, Path target) throws IOException {
    Path part = target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID());
    Files.createDirectories(part);
    try {
      files(tar, folder, part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      if (Files.exists(part)) {
        for (Path file : ImageFiles.entries(part)) Files.deleteIfExists(file);
        Files.deleteIfExists(part);
      }
    }
  }

  private static void files(InputStream tar, String folder, Path to) throws IOException {
    while (true) {
      byte[] header = tar.readNBytes(BLOCK);
      if (header.length == 0 || (header.length == BLOCK && header[0] == 0)) return;
      if (header.length < BLOCK) throw new EOFException("the archive ends in a header");
      long size = octal(header);
      if (size < 0 || size > MOST_BYTES) throw new IOException("an entry of " + size + " bytes");
      String name = text(header, 0, 100);
      String own = name.startsWith(folder + "/") ? name.substring(folder.length() + 1) : "";
      boolean plain = header[156] == '0' || header[156] == 0;
      boolean wanted = plain && own.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*");
      long left = size;
      try (var out = wanted ? Files.newOutputStream(to.resolve(own)) : null) {
        while (left > 0) {
          byte[] bytes = tar.readNBytes((int) Math.min(1 << 16, left));
          if (bytes.length == 0) throw new EOFException("the archive ends in " + name);
          if (out != null) out.write(bytes);
          left -= bytes.length;
        }
      }
      tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) end++;
    return new String(header, at, end - at, StandardCharsets.ISO_8859_1);
  }

  private static long octal(byte[] header) throws IOException {
    try {
      return Long.parseLong(text(header, 124, 12).strip(), 8);
    } catch (NumberFormatException e) {
      throw new IOException("a damaged archive", e);
    }
  }
}
