package dev.sonde.file;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/**
 * Why a file could not be read or written, in words: the JDK's exceptions often say only which
 * file, and then it is one that the user does not know.
 */
public final class IoReason {

  private IoReason() {}

  /** The rest of a line: {@code permission denied}, {@code no space left on device}, … */
  public static String of(Exception failure) {
    return switch (failure) {
      case UncheckedIOException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case AccessDeniedException e -> "permission denied";
      case NoSuchFileException e -> "no such file or folder";
      case FileSystemLoopException e -> "links that lead in a circle";
      case NotDirectoryException e -> "'" + e.getFile() + "' is not a folder";
      case FileAlreadyExistsException e -> "'" + e.getFile() + "' is not a folder";
      case DirectoryNotEmptyException e -> "a folder with files in it";
      case FileSystemException e when e.getReason() != null -> words(e.getReason());
      default ->
          failure.getMessage() == null
              ? failure.getClass().getSimpleName()
              : words(failure.getMessage());
    };
  }

  /** The system's words begin with a capital and stand alone. */
  private static String words(String reason) {
    return reason.length() > 1 && Character.isLowerCase(reason.charAt(1))
        ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1)
        : reason;
  }
}
