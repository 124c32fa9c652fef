package dev.sonde.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Which file a user means who names one to be written. */
final class WriteTarget {

  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  private WriteTarget() {}

  /** The file itself, behind all links, whether it exists or not. */
  static Path of(Path target) throws IOException {
    Path file = target.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(file) && !isOfTheSystem(file); i++) {
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    if (Files.isSymbolicLink(file) && !isOfTheSystem(file)) {
      throw new OutputException(target, "links that lead in a circle");
    }
    if (Files.isDirectory(file)) throw new OutputException(target, "it is a folder");
    return file;
  }

  /** Whether a file must not be replaced, but be written into. */
  static boolean isWrittenThrough(Path file) {
    if (isOfTheSystem(file)) return Files.exists(file);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file);
  }

  /** Links there ({@code /dev/stdout}) lead to what is open, not to a name. */
  private static boolean isOfTheSystem(Path file) {
    Path plain = file.normalize();
    return plain.startsWith("/dev") || plain.startsWith("/proc");
  }
}
