package dev.sonde.checkpoint.zip;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a ZIP archive (with the ZIP64 extensions), read without inflating anything.
 * {@code java.util.zip} cannot say where an entry's bytes lie, and a stored tensor should be
 * mapped, not copied.
 *
 * <p>Tools disagree on archives that contradict themselves, so that a scanner sees one content and
 * the framework another; such archives are refused: the directory must fill the bytes before the
 * end record to the last, both end records must agree, local and central names must be equal, and
 * no two entries may share a byte (which is also how small archives unpack to petabytes).
 *
 * <p>Source: PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5; D. Fifield, "A better zip bomb", WOOT
 * 2019.
 */
public final class ZipArchive {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int MAX_ENTRIES = 1_000_000;
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
   * @throws CheckpointException if it is damaged or contradicts itself, two entries share a name or
   *     bytes, or an entry lies outside the file
   */
  public static ZipArchive open(Bytes bytes) {
    ZipEnd end = ZipEnd.find(bytes);
    if (end.count() < 0 || end.count() > MAX_ENTRIES)
      throw bytes.error(end.at(), "an archive of " + end.count() + " entries");
    if (end.start() < 0 || end.length() < 0 || end.start() != end.at() - end.length())
      throw bytes.error(
          end.at(),
          "a ZIP directory of "
              + end.length()
              + " bytes at "
              + end.start()
              + " does not end here, where it must");
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    List<Extent> extents = new ArrayList<>();
    long at = end.start();
    for (long i = 0; i < end.count(); i++) at = readCentral(bytes, at, entries, extents);
    if (at != end.at())
      throw bytes.error(at, "the ZIP directory holds more than its " + end.count() + " entries");
    requireApart(bytes, extents, end.start());
    return new ZipArchive(bytes, Collections.unmodifiableMap(entries));
  }

  /** The bytes of one entry, from its local header to the end of its content. */
  private record Extent(String name, long start, long end) {}

  private static void requireApart(Bytes bytes, List<Extent> extents, long directory) {
    extents.sort(Comparator.comparingLong(Extent::start));
    for (int i = 0; i < extents.size(); i++) {
      Extent extent = extents.get(i);
      boolean last = i + 1 == extents.size();
      if (extent.end() > (last ? directory : extents.get(i + 1).start())) {
        String other = last ? "the directory" : "entry '" + extents.get(i + 1).name() + "'";
        throw bytes.error(extent.start(), "entry '" + extent.name() + "' overlaps with " + other);
      }
    }
  }

  private static long readCentral(
      Bytes bytes, long at, Map<String, ZipEntry> entries, List<Extent> extents) {
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
    long data = data(bytes, name, sizes[2]);
    bytes.require(data, sizes[1], "entry '" + name + "'");
    extents.add(new Extent(name, sizes[2], data + sizes[1]));
    ZipEntry entry = ZipEntry.of(bytes, name, method, sizes[0], data, sizes[1]);
    if (entries.putIfAbsent(name, entry) != null)
      throw bytes.error(at, "two entries are named '" + name + "'");
    return at + 46 + nameLength + extraLength + commentLength;
  }

  /** Replaces sizes that do not fit in 32 bits by those of the ZIP64 extra field. */
  private static void widen(Bytes bytes, long at, int length, long[] sizes) {
    long end = at + length;
    bytes.require(at, length, "an entry's extra fields");
    for (long field = at; field + 4 <= end; field += 4 + bytes.u16(field + 2)) {
      if (bytes.u16(field) != 1) continue;
      long value = field + 4;
      long fieldEnd = Math.min(end, value + bytes.u16(field + 2));
      for (int i = 0; i < sizes.length; i++) {
        if (sizes[i] != IN_EXTRA) continue;
        if (value + 8 > fieldEnd) throw bytes.error(value, "a ZIP64 field without its sizes");
        sizes[i] = bytes.i64(value);
        value += 8;
      }
      return;
    }
  }

  /** Where the content starts: behind the local header, which must name the same entry. */
  private static long data(Bytes bytes, String name, long local) {
    if (bytes.i32(local) != LOCAL)
      throw bytes.error(local, "entry '" + name + "' does not start here");
    int nameLength = bytes.u16(local + 26);
    String localName = bytes.utf8(local + 30, nameLength, MAX_NAME, "an entry's name");
    if (!localName.equals(name))
      throw bytes.error(local, "entry '" + name + "' is named '" + localName + "' at its start");
    return local + 30 + nameLength + bytes.u16(local + 28);
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
