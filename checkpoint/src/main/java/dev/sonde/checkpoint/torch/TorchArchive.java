package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.zip.ZipArchive;
import dev.sonde.checkpoint.zip.ZipEntry;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive as PyTorch writes it: one folder of any name, in it {@code data.pkl}, {@code
 * data/N} and small texts such as {@code byteorder}.
 *
 * @param root the folder with its slash
 * @param order of the storages' elements
 */
record TorchArchive(ZipArchive zip, String root, ByteOrder order) {

  static final String PICKLE = "data.pkl";

  /** A pickle that must be inflated first may not be larger. */
  private static final long MAX_INFLATED_PICKLE = 1L << 30;

  private static final int MAX_TEXT = 64;

  /** What PyTorch's writers begin an archive with, from torch 1.0 to 2.9. */
  private static final Pattern FIRST =
      Pattern.compile("[^/]+/(data\\.pkl|data/\\d+|version|\\.format_version|code/.*)");

  /** Whether the bytes are such an archive, perhaps a damaged one; never throws. */
  static boolean recognises(Bytes bytes) {
    if (!ZipArchive.recognises(bytes)) return false;
    String first = firstName(bytes);
    if (isRootPickle(first)) return true;
    try {
      return root(ZipArchive.open(bytes).names()) != null;
    } catch (CheckpointException damaged) {
      // The first entry is enough to say later what is wrong with the others.
      return FIRST.matcher(first).matches();
    }
  }

  private static boolean isRootPickle(String name) {
    int slash = name.length() - PICKLE.length() - 1;
    return name.endsWith("/" + PICKLE) && name.indexOf('/') == slash;
  }

  /** The archive, or null if it is none or damaged; never throws. */
  static @Nullable TorchArchive find(Bytes bytes) {
    if (!ZipArchive.recognises(bytes)) return null;
    try {
      ZipArchive zip = ZipArchive.open(bytes);
      String root = root(zip.names());
      return root == null ? null : new TorchArchive(zip, root, order(zip, root));
    } catch (CheckpointException damaged) {
      return null;
    }
  }

  private static String firstName(Bytes bytes) {
    if (!bytes.has(0, 30)) return "";
    int length = bytes.u16(26);
    return bytes.has(30, length) ? bytes.utf8(30, length, length, "a name") : "";
  }

  /**
   * PyTorch's own rule is the folder of the first entry; a re-packed archive may begin with
   * something else, then the first folder with a pickle counts.
   */
  private static @Nullable String root(List<String> names) {
    if (names.isEmpty()) return null;
    String first = names.getFirst().substring(0, names.getFirst().indexOf('/') + 1);
    if (names.contains(first + PICKLE)) return first;
    for (String name : names) {
      if (isRootPickle(name)) {
        return name.substring(0, name.length() - PICKLE.length());
      }
    }
    return null;
  }

  static TorchArchive open(Bytes bytes) {
    ZipArchive zip = ZipArchive.open(bytes);
    String root = root(zip.names());
    if (root == null)
      throw new CheckpointException(bytes.name() + ": an archive without " + PICKLE);
    return new TorchArchive(zip, root, order(zip, root));
  }

  private static ByteOrder order(ZipArchive zip, String root) {
    ZipEntry entry = zip.find(root + "byteorder");
    if (entry == null) return ByteOrder.LITTLE_ENDIAN;
    if (entry.size() > MAX_TEXT)
      throw new CheckpointException(
          zip.fileName() + ": a byte order of " + entry.size() + " bytes");
    Bytes content = entry.content();
    String order = content.utf8(0, content.size(), MAX_TEXT, "the byte order").strip();
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw content.error(0, "byte order '" + order + "', expected little or big");
    };
  }

  /** The entry under a name inside the root folder, or null. */
  @Nullable ZipEntry entry(String name) {
    return zip.find(root + name);
  }

  boolean hasFolder(String name) {
    return zip.names().stream().anyMatch(entry -> entry.startsWith(root + name + "/"));
  }

  /** A pickle inside the root folder, for the machine. */
  Bytes pickle(String name) {
    ZipEntry entry = zip.get(root + name);
    if (!entry.isStored() && entry.size() > MAX_INFLATED_PICKLE) {
      throw new CheckpointException(
          zip.fileName() + ": a compressed pickle of " + entry.size() + " bytes");
    }
    return entry.content();
  }

  /** PyTorch looks entries up without regard to case, so that one of a pair may hide the other. */
  void noteAmbiguousNames(TorchContents contents) {
    Set<String> seen = new HashSet<>();
    for (String name : zip.names()) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        contents.note(
            "two entries differ only in case: '"
                + name
                + "'; PyTorch may read the other one than shown here");
      }
    }
  }
}
