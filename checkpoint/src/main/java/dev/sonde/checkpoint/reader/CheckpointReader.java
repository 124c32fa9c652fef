package dev.sonde.checkpoint.reader;

import java.nio.file.Path;

/**
 * One file format. To add one: write a class that implements this in a package of its own, and add
 * a line to {@code Formats}.
 */
public interface CheckpointReader {

  /** The format's name in results: {@code safetensors}, {@code pytorch-zip}, … */
  String format();

  /**
   * Whether the file is of this format, judged by its content. Called on every kind of file: must
   * be cheap and must not throw on short or strange ones.
   */
  boolean recognises(Source source);

  /**
   * Whether a folder that this reader recognises is only what it seems if no file in it is a
   * checkpoint by itself: arrays lie beside many models.
   */
  default boolean yieldsToFiles() {
    return false;
  }

  /**
   * Reads names, types and shapes; maps the rest.
   *
   * @throws CheckpointException if the file is damaged, hostile, or uses something that cannot be
   *     read
   */
  Contents read(Source source);

  /** A file (or folder) that someone wants to open. {@code bytes} is empty for a folder. */
  record Source(Path path, boolean isFolder, Bytes bytes) {}
}
