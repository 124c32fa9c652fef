package dev.sonde.checkpoint.zip;

import dev.sonde.checkpoint.Bytes;
import dev.sonde.checkpoint.CheckpointException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a ZIP archive (with the ZIP64 extensions), read without inflating anything.
 * {@code java.util.zip} cannot say where an entry's bytes lie, and a stored tensor should be
 * mapped, not copied.
 *
 * <p>Source: PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5.
 */
public final class ZipArchive {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int END64_LOCATOR = 0x07064b50;
  private static final int MAX_ENTRIES = 4_000_000;
  private static final int MAX_NAME = 65_535;
  private static final long IN_EXTRA = 0xffff_ffffL;

  private final Bytes bytes;
  private final Map<String, ZipEntry> entries;

  private ZipArchive(Bytes bytes, Map<String, ZipEntry> entries) {
    this.bytes = bytes;
    this.entries = entries;
  }

  /** Whether the file starts as an archive does; never throws. */
  public static boolean recognises(Bytes bytes) {
    return bytes.startsWith(0, (byte) 'P', (byte) 'K', (byte) 3, (byte) 4);
  }

  /**
   * Reads the directory.
   *
   * @throws CheckpointException if it is damaged, two entries share a name, or an entry lies
   *     outside the file
   */
  public static ZipArchive open(Bytes bytes) {
    long end = findEnd(bytes);
    long count = bytes.u16(end + 10);
    long start = bytes.u32(end + 16);
    if (end >= 20 && bytes.i32(end - 20) == END64_LOCATOR) {
      long end64 = bytes.i64(end - 20 + 8);
      if (bytes.i32(end64) != END64)
        throw bytes.error(end64, "no ZIP64 end record where one should be");
      count = bytes.i64(end64 + 32);
      start = bytes.i64(end64 + 48);
    }
    if (count < 0 || count > MAX_ENTRIES)
      throw bytes.error(end, "an archive of " + count + " entries");
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    long at = start;
    for (long i = 0; i < count; i++) at = readCentral(bytes, at, entries);
    requireApart(bytes, entries.values());
    return new ZipArchive(bytes, Collections.unmodifiableMap(entries));
  }

  /**
   * Entries that share bytes are how a small archive unpacks to petabytes (Fifield 2019, "A better
   * zip bomb"); no tool writes them.
   */
  private static void requireApart(Bytes bytes, Collection<ZipEntry> entries) {
    long packed = 0;
    for (ZipEntry entry : entries) packed += entry.packedSize();
    if (packed > bytes.size()) {
      throw bytes.error(
          0, "the entries of " + packed + " bytes overlap in a file of " + bytes.size());
    }
  }

  private static long findEnd(Bytes bytes) {
    long last = bytes.size() - 22;
    for (long at = last; at >= 0 && at >= last - 65_535; at--) {
      if (bytes.i32(at) == END && at + 22 + bytes.u16(at + 20) == bytes.size()) return at;
    }
    throw bytes.error(bytes.size(), "a ZIP archive without its directory: truncated?");
  }

  private static long readCentral(Bytes bytes, long at, Map<String, ZipEntry> entries) {
    if (bytes.i32(at) != CENTRAL) throw bytes.error(at, "damaged ZIP directory");
    int flags = bytes.u16(at + 8);
    int method = bytes.u16(at + 10);
    int nameLength = bytes.u16(at + 28);
    int extraLength = bytes.u16(at + 30);
    int commentLength = bytes.u16(at + 32);
    String name = bytes.utf8(at + 46, nameLength, MAX_NAME, "an entry's name");
    if ((flags & 1) != 0) throw bytes.error(at, "entry '" + name + "' is encrypted");
    long[] sizes = {bytes.u32(at + 24), bytes.u32(at + 20), bytes.u32(at + 42)};
    widen(bytes, at + 46 + nameLength, extraLength, sizes);
    ZipEntry entry = entry(bytes, name, method, sizes[0], sizes[1], sizes[2]);
    if (entries.putIfAbsent(name, entry) != null)
      throw bytes.error(at, "two entries are named '" + name + "'");
    return at + 46 + nameLength + extraLength + commentLength;
  }

  /** Replaces sizes that do not fit in 32 bits by those of the ZIP64 extra field. */
  private static void widen(Bytes bytes, long at, int length, long[] sizes) {
    long end = at + length;
    for (long field = at; field + 4 <= end; field += 4 + bytes.u16(field + 2)) {
      if (bytes.u16(field) != 1) continue;
      long value = field + 4;
      for (int i = 0; i < sizes.length; i++) {
        if (sizes[i] != IN_EXTRA) continue;
        sizes[i] = bytes.i64(value);
        value += 8;
      }
    }
  }

  private static ZipEntry entry(
      Bytes bytes, String name, int method, long size, long packed, long local) {
    if (bytes.i32(local) != LOCAL)
      throw bytes.error(local, "entry '" + name + "' does not start here");
    long data = local + 30 + bytes.u16(local + 26) + bytes.u16(local + 28);
    bytes.require(data, packed, "entry '" + name + "'");
    return ZipEntry.of(bytes, name, method, size, data, packed);
  }

  public String fileName() {
    return bytes.name();
  }

  public Collection<ZipEntry> entries() {
    return entries.values();
  }

  public @Nullable ZipEntry find(String name) {
    return entries.get(name);
  }

  /** The names in the archive's order. */
  public List<String> names() {
    return new ArrayList<>(entries.keySet());
  }

  /**
   * An entry that must be there.
   *
   * @throws CheckpointException if it is not
   */
  public ZipEntry get(String name) {
    ZipEntry entry = entries.get(name);
    if (entry == null)
      throw new CheckpointException(bytes.name() + ": no entry '" + name + "' in the archive");
    return entry;
  }
}
