package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Bytes that a pickle of protocol 2 holds as UTF-8 text of characters 0 to 255. */
final class Latin1 {

  private Latin1() {}

  /** The {@code byteSize} bytes that the text stands for, decoded when they are read. */
  static Storage storage(Bytes utf8, long byteSize) {
    return Storage.deferred(byteSize, target -> decode(utf8, target));
  }

  private static void decode(Bytes utf8, MemorySegment target) {
    long read = 0;
    long written = 0;
    while (read < utf8.size()) {
      int first = utf8.u8(read++);
      if (first >= 0x80) {
        // 110000xx 10xxxxxx: the characters 0x80 to 0xff
        int second = utf8.u8(read++);
        if ((first & 0xfc) != 0xc0 || (second & 0xc0) != 0x80) {
          throw utf8.error(read, "a text that is not Latin-1");
        }
        first = ((first & 3) << 6) | (second & 0x3f);
      }
      if (written == target.byteSize()) throw utf8.error(read, "more bytes than the array takes");
      target.set(ValueLayout.JAVA_BYTE, written++, (byte) first);
    }
    if (written != target.byteSize()) {
      throw utf8.error(read, written + " bytes for an array of " + target.byteSize());
    }
  }
}
