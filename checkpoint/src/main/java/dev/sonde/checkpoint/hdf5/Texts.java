package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Reads elements that are text. */
final class Texts {

  /** No name or configuration is longer. */
  private static final int LIMIT = 1 << 26;

  private Texts() {}

  /**
   * @param data the elements, one after the other
   * @param heap where text of any length is
   */
  static List<String> read(Datatype type, Bytes data, long count, GlobalHeap heap) {
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      switch (type) {
        case Datatype.FixedText(long size, Datatype.Padding padding) ->
            texts.add(trim(data.utf8(i * size, size, LIMIT, "text"), padding));
        case Datatype.HeapText(long size) -> {
          Cursor object = heap.object(data, i * size);
          String text = object.utf8(object.left(), LIMIT, "text");
          texts.add(trim(text, Datatype.Padding.NUL_TERMINATED));
        }
        case Datatype.Numbers n -> throw notText(data, n);
        case Datatype.Block b -> throw notText(data, b);
        case Datatype.Opaque o -> throw notText(data, o);
        case Datatype.Other o -> throw notText(data, o);
      }
    }
    return texts;
  }

  private static RuntimeException notText(Bytes data, Datatype type) {
    return data.error(0, type.describe() + " where text should be");
  }

  private static String trim(String text, Datatype.Padding padding) {
    return switch (padding) {
      case NUL_TERMINATED -> {
        int end = text.indexOf(0);
        yield end < 0 ? text : text.substring(0, end);
      }
      case NULS -> withoutTail(text, (char) 0);
      case SPACES -> withoutTail(text, ' ');
    };
  }

  private static String withoutTail(String text, char tail) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == tail) end--;
    return text.substring(0, end);
  }
}
