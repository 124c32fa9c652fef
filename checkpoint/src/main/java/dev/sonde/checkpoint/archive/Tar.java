package dev.sonde.checkpoint.archive;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of a tar archive, where they lie. Reads the formats v7, ustar, pax and GNU (long
 * names, sizes in binary); of two members of one name the last counts, as for tar itself. Links,
 * devices and sparse files are no members.
 *
 * <p>Source: POSIX.1-2017, pax, "ustar Interchange Format" and "pax Extended Header"; the manual of
 * GNU tar, "Basic Tar Format".
 */
final class Tar {

  private static final int BLOCK = 512;
  private static final int MAX_MEMBERS = 100_000;
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_DIGITS = 7;

  private final Bytes bytes;
  private final boolean whole;
  private final Map<String, Member> members = new LinkedHashMap<>();

  /** What the headers before a member say of it. */
  private String longName = "";

  private long paxSize = -1;
  private boolean sparse;

  private Tar(Bytes bytes, boolean whole) {
    this.bytes = bytes;
    this.whole = whole;
  }

  static boolean recognises(Bytes bytes) {
    return bytes.has(0, BLOCK) && bytes.u8(0) != 0 && isHeader(bytes, 0);
  }

  /**
   * The plain files in it, in their order.
   *
   * @throws CheckpointException if it is damaged
   */
  static List<Member> members(Bytes bytes) {
    return new ArrayList<>(new Tar(bytes, true).read().values());
  }

  /** Those whose first bytes are in this beginning of an archive; never throws. */
  static List<Member> membersOfBeginning(Bytes bytes) {
    return new ArrayList<>(new Tar(bytes, false).read().values());
  }

  private Map<String, Member> read() {
    long at = 0;
    while (bytes.has(at, BLOCK) && bytes.u8(at) != 0 && (whole || members.size() < MAX_MEMBERS)) {
      if (!isHeader(bytes, at)) {
        if (!whole) break;
        throw bytes.error(at, "a damaged tar archive: no header where one must be");
      }
      long size = number(at + 124, 12);
      char type = (char) bytes.u8(at + 156);
      long content = at + BLOCK;
      if (isMember(type) && paxSize >= 0) size = paxSize;
      if (size < 0 || (whole && !bytes.has(content, size))) {
        if (!whole) break;
        throw bytes.error(at, "a tar archive that ends within '" + name(at) + "'");
      }
      long held = Math.min(size, bytes.size() - content);
      if (type == 'L') longName = text(content, held).replaceAll("\\x00.*", "");
      else if (type == 'x') pax(content, held);
      else member(at, type, content, held);
      if (size > bytes.size() - content) break;
      at = content + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
    return members;
  }

  private void member(long at, char type, long content, long size) {
    if (isMember(type) && !sparse) {
      String name = longName.isEmpty() ? name(at) : longName;
      while (name.startsWith("./")) name = name.substring(2);
      if (whole && members.size() >= MAX_MEMBERS) {
        throw bytes.error(at, "a tar archive of more than " + MAX_MEMBERS + " files");
      }
      if (!name.endsWith("/")) {
        Bytes own = bytes.slice(bytes.name() + "!" + name, content, size);
        members.put(name, Member.stored(name, own));
      }
    }
    if (type == 'g') return;
    longName = "";
    paxSize = -1;
    sparse = false;
  }

  /** A plain file, also one that should lie in one piece. */
  private static boolean isMember(char type) {
    return type == '0' || type == '\0' || type == '7';
  }

  /** Records {@code LENGTH KEY=VALUE\n}, the length in bytes of all of it; one pass over them. */
  private void pax(long from, long length) {
    long end = from + Math.min(length, MAX_TEXT);
    for (long at = from; at < end; ) {
      int digits = 0;
      while (digits < MAX_DIGITS && at + digits < end && isDigit(bytes.u8(at + digits))) digits++;
      if (digits == 0 || at + digits >= end || bytes.u8(at + digits) != ' ') return;
      long own = Long.parseLong(text(at, digits));
      long start = at + digits + 1;
      long stop = at + own - 1;
      if (stop < start || stop >= end || bytes.u8(stop) != '\n') return;
      record(text(start, stop - start));
      at = stop + 1;
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private void record(String record) {
    int equals = record.indexOf('=');
    if (equals < 0) return;
    String value = record.substring(equals + 1);
    switch (record.substring(0, equals)) {
      case "path" -> longName = value;
      case "size" -> paxSize = decimal(value);
      case String key when key.startsWith("GNU.sparse.") -> sparse = true;
      default -> {}
    }
  }

  private static long decimal(String digits) {
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : Long.MAX_VALUE;
  }

  private String text(long at, long length) {
    return bytes.utf8(at, Math.min(length, MAX_TEXT), MAX_TEXT, "a header's text");
  }

  private String name(long at) {
    String name = field(at, 100);
    boolean posix = bytes.startsWith(at + 257, "ustar\0".getBytes(StandardCharsets.US_ASCII));
    String folder = posix ? field(at + 345, 155) : "";
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private String field(long at, int length) {
    String text = bytes.utf8(at, length, length, "a name");
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Octal digits, or for large numbers a set first bit and a big-endian number; -1 if neither. */
  private long number(long at, int length) {
    if (bytes.u8(at) >= 0x80) {
      long value = bytes.u8(at) & 0x3f;
      for (int i = 1; i < length; i++) {
        if (value >>> 54 != 0) return -1;
        value = value << 8 | bytes.u8(at + i);
      }
      return value;
    }
    String digits = field(at, length).strip();
    return digits.isEmpty() ? 0 : digits.matches("[0-7]{1,20}") ? Long.parseLong(digits, 8) : -1;
  }

  /** Each header has the sum of its bytes, its own field taken as spaces. */
  private static boolean isHeader(Bytes bytes, long at) {
    long sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += bytes.u8(at + i);
    long claimed = 0;
    int digits = 0;
    for (int i = 148; i < 156; i++) {
      int c = bytes.u8(at + i);
      if (c >= '0' && c <= '7') {
        claimed = claimed * 8 + c - '0';
        digits++;
      } else if (digits > 0) break;
    }
    return digits > 0 && sum == claimed;
  }
}
