package dev.sonde.network.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Fields of a message in Protocol Buffers' wire format; every length is checked. */
final class WireReader {

  private final String name;
  private final ByteBuffer in;
  private int field;
  private int type;

  WireReader(String name, byte[] bytes) {
    this(name, ByteBuffer.wrap(bytes));
  }

  private WireReader(String name, ByteBuffer in) {
    this.name = name;
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field; false at the end. */
  boolean next() {
    if (!in.hasRemaining()) return false;
    long key = varint();
    field = (int) Math.min(key >>> 3, Integer.MAX_VALUE);
    type = (int) (key & 7);
    return true;
  }

  int field() {
    return field;
  }

  private TokenizerException damaged(String what) {
    return new TokenizerException(
        name + ": not a SentencePiece model, or damaged: " + what + " at byte " + in.position());
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) throw damaged("the file ends in a number");
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) return value;
    }
    throw damaged("a number of more than 64 bits");
  }

  long number() {
    if (type != 0) throw damaged("a whole number was expected");
    return varint();
  }

  float float32() {
    if (type != 5 || in.remaining() < 4) throw damaged("a number of 32 bits was expected");
    return in.getFloat();
  }

  byte[] bytes() {
    ByteBuffer part = part();
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    return bytes;
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  WireReader message() {
    return new WireReader(name, part());
  }

  private ByteBuffer part() {
    if (type != 2) throw damaged("a part with a length was expected");
    long length = varint();
    if (length < 0 || length > in.remaining()) throw damaged("a length beyond the file's end");
    ByteBuffer part = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return part;
  }

  void skip() {
    switch (type) {
      case 0 -> varint();
      case 1 -> forward(8);
      case 2 -> part();
      case 5 -> forward(4);
      default -> throw damaged("a field of an unknown type");
    }
  }

  private void forward(int bytes) {
    if (in.remaining() < bytes) throw damaged("the file ends in a field");
    in.position(in.position() + bytes);
  }
}
