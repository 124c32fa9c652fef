package dev.sonde.app.serve.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file, or a folder that stands for one thing, as it is listed.
 *
 * @param id by which requests name it, as long as the server runs
 * @param path as the opened path was written, and what is below it
 * @param bytes of the file; of a folder, of the weights in it
 * @param modified milliseconds since 1970
 * @param facts what it holds; null while it has not been looked at
 */
public record IndexedFile(String id, Path path, long bytes, long modified, @Nullable Facts facts) {

  /**
   * What a file holds.
   *
   * @param format as {@code stats} names it; null where it is none of weights
   * @param tensors how many; −1 where it holds none
   * @param parameters how many numbers its tensors hold in all
   * @param error why it could not be read, or null
   */
  public record Facts(
      FileKind kind,
      @Nullable String format,
      long tensors,
      long parameters,
      @Nullable String error) {

    static Facts of(FileKind kind) {
      return new Facts(kind, null, -1, -1, null);
    }

    Facts as(FileKind other) {
      return new Facts(other, format, tensors, parameters, error);
    }
  }

  /** Whether size and time are the same, so that what was found out still holds. */
  boolean isAs(IndexedFile other) {
    return bytes == other.bytes && modified == other.modified;
  }

  IndexedFile with(Facts found) {
    return new IndexedFile(id, path, bytes, modified, found);
  }
}
