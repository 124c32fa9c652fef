package dev.sonde.checkpoint.flax;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;

/** Reads {@code flax_model.msgpack}: arrays under their keys joined by {@code /}. */
public final class FlaxReader implements CheckpointReader {

  private static final int MAX_STEPS = 1000;

  @Override
  public String format() {
    return "flax-msgpack";
  }

  /** A map with text keys in which an array is among the first values. */
  @Override
  public boolean recognises(Source source) {
    Bytes bytes = source.bytes();
    int first = bytes.has(0, 2) ? bytes.u8(0) : 0;
    if (!(first > 0x80 && first < 0x90) && first != 0xde && first != 0xdf) return false;
    MessagePack in = new MessagePack(bytes, 0);
    try {
      in.next();
      for (int step = 0; step < MAX_STEPS && !in.atEnd(); step++) {
        if (in.next() != MessagePack.Kind.TEXT) return false;
        // A value; a map's keys come next, as the next key of this map would.
        MessagePack.Kind value = in.next();
        if (value == MessagePack.Kind.EXTENSION) return in.extension() == FlaxTree.ARRAY;
        if (value == MessagePack.Kind.LIST) return false;
      }
      return false;
    } catch (CheckpointException damaged) {
      return false;
    }
  }

  @Override
  public Contents read(Source source) {
    Contents.Builder contents = new Contents.Builder(source.bytes().name());
    new FlaxTree(source.bytes(), contents).read();
    return contents.build();
  }
}
