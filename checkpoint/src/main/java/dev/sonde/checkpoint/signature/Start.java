package dev.sonde.checkpoint.signature;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.zip.ZipArchive;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The beginning of a file, as bytes, as text and as the list of an archive's members.
 *
 * @param text without space and byte-order mark before it; Latin-1, so that nothing is lost
 * @param names of the members of a ZIP archive that can be read
 */
record Start(Bytes bytes, String text, List<String> names) {

  private static final int GLANCE = 4096;

  static Start of(Bytes bytes) {
    int length = (int) Math.min(bytes.size(), GLANCE);
    String text = bytes.text(0, length, GLANCE, StandardCharsets.ISO_8859_1, "the beginning");
    if (text.startsWith("\u00ef\u00bb\u00bf")) text = text.substring(3);
    return new Start(bytes, text.stripLeading(), names(bytes));
  }

  private static List<String> names(Bytes bytes) {
    try {
      return ZipArchive.recognises(bytes) ? ZipArchive.open(bytes).names() : List.of();
    } catch (CheckpointException damaged) {
      return List.of();
    }
  }

  /** Whether these characters 0 to 255 stand at {@code at}. */
  boolean has(long at, String latin1) {
    return bytes.startsWith(at, latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  boolean isZeros() {
    long length = Math.min(bytes.size(), GLANCE);
    for (long at = 0; at < length; at++) if (bytes.u8(at) != 0) return false;
    return length >= 8;
  }
}
