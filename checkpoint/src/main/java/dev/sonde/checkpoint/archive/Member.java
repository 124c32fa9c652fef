package dev.sonde.checkpoint.archive;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.zip.ZipEntry;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One file in an archive.
 *
 * @param name as the archive has it, with {@code /} between folders
 * @param start its first bytes, at most as many as asked for; never unpacks more
 * @param content all of it, unpacked within what the budget allows
 */
record Member(String name, IntFunction<Bytes> start, Function<UnpackBudget, Bytes> content) {

  /** A member that stands in the archive as it is. */
  static Member stored(String name, Bytes bytes) {
    return new Member(
        name,
        length -> bytes.slice(bytes.name(), 0, Math.min(length, bytes.size())),
        budget -> bytes);
  }

  static Member of(ZipEntry entry) {
    return new Member(
        entry.name(),
        entry::head,
        budget -> {
          if (!entry.isStored()) budget.spend(entry.size());
          return entry.content();
        });
  }

  /** Whether the name is a plain one, below the archive's own root. */
  boolean staysInside() {
    if (name.isEmpty() || name.startsWith("/") || name.indexOf('\0') >= 0) return false;
    for (String part : name.split("/", -1)) if (part.equals("..")) return false;
    return true;
  }
}
