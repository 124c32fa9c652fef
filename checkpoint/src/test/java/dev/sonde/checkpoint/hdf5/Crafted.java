package dev.sonde.checkpoint.hdf5;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes HDF5 structures as an attacker would: each one well-formed, but they may say anything. No
 * checksums are computed.
 */
final class Crafted {

  private static final int SUPERBLOCK = 48;

  private byte[] file = new byte[SUPERBLOCK];

  /** Little-endian parts, one after the other: a body of a message, a node. */
  static final class Part {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Part text(String ascii) {
      out.writeBytes(ascii.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    Part u8(int... values) {
      for (int value : values) out.write(value);
      return this;
    }

    Part u16(int value) {
      return number(value, 2);
    }

    Part u32(long value) {
      return number(value, 4);
    }

    Part u64(long... values) {
      for (long value : values) number(value, 8);
      return this;
    }

    Part bytes(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    private Part number(long value, int width) {
      for (int i = 0; i < width; i++) out.write((int) (value >>> (8 * i)));
      return this;
    }

    byte[] done() {
      return out.toByteArray();
    }
  }

  static Part part() {
    return new Part();
  }

  /** Where the next thing that is put will stand. */
  long next() {
    return file.length;
  }

  /** Appends something and says where it stands. */
  long put(byte[] bytes) {
    long at = file.length;
    file = Arrays.copyOf(file, file.length + bytes.length);
    System.arraycopy(bytes, 0, file, (int) at, bytes.length);
    return at;
  }

  static byte[] message(int type, Part body) {
    byte[] bytes = body.done();
    return part().u8(type).u16(bytes.length).u8(0).bytes(bytes).done();
  }

  /** An object's header of version 2. */
  long header(byte[]... messages) {
    Part all = part();
    for (byte[] message : messages) all.bytes(message);
    byte[] body = all.done();
    return put(part().text("OHDR").u8(2, 2).u32(body.length).bytes(body).u32(0).done());
  }

  static byte[] hardLink(String name, long address) {
    return message(Message.LINK, part().u8(1, 0, name.length()).text(name).u64(address));
  }

  static byte[] softLink(String name, String target) {
    return message(
        Message.LINK,
        part().u8(1, 8, 1, name.length()).text(name).u16(target.length()).text(target));
  }

  /** What makes a header a group's. */
  static byte[] group() {
    return message(Message.LINK_INFO, part().u8(0, 0).u64(-1, -1));
  }

  static byte[] shape(long... extents) {
    return message(Message.DATASPACE, part().u8(2, extents.length, 0, 1).u64(extents));
  }

  static Part float32() {
    return part().u8(0x11, 0x20, 31, 0).u32(4).u16(0).u16(32).u8(23, 8, 0, 23).u32(127);
  }

  static byte[] floats() {
    return message(Message.DATATYPE, float32());
  }

  static byte[] contiguous(long address, long size) {
    return message(Message.LAYOUT, part().u8(3, 1).u64(address, size));
  }

  /** One axis, chunks in a B-tree of version 1. */
  static byte[] chunked(long tree, long chunk) {
    return message(Message.LAYOUT, part().u8(3, 2, 2).u64(tree).u32(chunk).u32(4));
  }

  /** As HDF5 before 1.6.3 wrote it: one axis of two elements, at an address. */
  static byte[] oldLayout(int version, int kind, long address) {
    Part head = part().u8(version, kind == 2 ? 2 : 1, kind, 0, 0, 0, 0, 0);
    return message(
        Message.LAYOUT, kind == 2 ? head.u64(address).u32(2).u32(4) : head.u64(address).u32(2));
  }

  /** As {@link #oldLayout}, with the data inside. */
  static byte[] oldCompact(byte[] data) {
    Part head = part().u8(1, 1, 0, 0, 0, 0, 0, 0).u32(2);
    return message(Message.LAYOUT, head.u32(data.length).bytes(data));
  }

  static byte[] deflate() {
    return message(Message.FILTERS, part().u8(2, 1).u16(1).u16(0).u16(0));
  }

  /** The head of a node of a B-tree of chunks. */
  static Part node(int level, int entries) {
    return part().text("TREE").u8(1, level).u16(entries).u64(-1, -1);
  }

  /** The file with its root group at an address. */
  byte[] finish(long root) {
    Part superblock = part().u8(0x89).text("HDF\r\n").u8(0x1a).text("\n").u8(2, 8, 8, 0);
    byte[] head = superblock.u64(0, -1, file.length, root).u32(0).done();
    byte[] all = file.clone();
    System.arraycopy(head, 0, all, 0, SUPERBLOCK);
    return all;
  }

  /** Overwrites an address that was not known before. */
  void patch(long at, long value) {
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong((int) at, value);
  }
}
