package dev.sonde.checkpoint.zip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes ZIP archives record by record, honest ones and others. */
public final class ZipAssembler {

  private static final int MAX16 = 0xffff;
  private static final long MAX32 = 0xffff_ffffL;

  /** A directory record; every field may lie. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Central(
      String name, int flags, int method, long packed, long size, long local, byte[] extra) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Central> directory = new ArrayList<>();

  public ZipAssembler stored(String name, byte[] content) {
    return entry(name, 0, content, content.length);
  }

  public ZipAssembler deflated(String name, byte[] content) {
    return entry(name, 8, deflate(content), content.length);
  }

  /** Any packed bytes under any claim. */
  public ZipAssembler entry(String name, int method, byte[] packed, long size) {
    directory.add(new Central(name, 0, method, packed.length, size, out.size(), new byte[0]));
    local(name, method, packed);
    return this;
  }

  /** A directory record without a local one: {@code local} may point anywhere. */
  public ZipAssembler central(Central record) {
    directory.add(record);
    return this;
  }

  private void local(String name, int method, byte[] packed) {
    CRC32 crc = new CRC32();
    crc.update(packed);
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    little(4, 0x04034b50).little(2, 20).little(2, 0).little(2, method).little(4, 0);
    little(4, crc.getValue()).little(4, packed.length).little(4, packed.length);
    little(2, utf8.length).little(2, 0);
    out.writeBytes(utf8);
    out.writeBytes(packed);
  }

  public ZipAssembler raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public int position() {
    return out.size();
  }

  public ZipAssembler little(int width, long value) {
    for (int i = 0; i < width; i++) out.write((int) (value >>> (8 * i)));
    return this;
  }

  /** Writes the directory and the end record. */
  public byte[] done() {
    int start = out.size();
    writeDirectory();
    return end(directory.size(), out.size() - start, start).bytes();
  }

  /** Writes the directory with the ZIP64 end records, and an end record that refers to them. */
  public byte[] done64() {
    int start = out.size();
    writeDirectory();
    end64(directory.size(), out.size() - start, start);
    return end(MAX16, MAX32, MAX32).bytes();
  }

  public ZipAssembler writeDirectory() {
    for (Central record : directory) {
      byte[] utf8 = record.name().getBytes(StandardCharsets.UTF_8);
      little(4, 0x02014b50).little(2, 20).little(2, 20).little(2, record.flags());
      little(2, record.method()).little(4, 0).little(4, 0);
      little(4, record.packed()).little(4, record.size()).little(2, utf8.length);
      little(2, record.extra().length).little(2, 0).little(2, 0).little(2, 0).little(4, 0);
      little(4, record.local());
      out.writeBytes(utf8);
      out.writeBytes(record.extra());
    }
    return this;
  }

  public ZipAssembler end64(long count, long length, long start) {
    int at = out.size();
    little(4, 0x06064b50).little(8, 44).little(2, 45).little(2, 45).little(4, 0).little(4, 0);
    little(8, count).little(8, count).little(8, length).little(8, start);
    return little(4, 0x07064b50).little(4, 0).little(8, at).little(4, 1);
  }

  public ZipAssembler end(int count, long length, long start) {
    little(4, 0x06054b50).little(2, 0).little(2, 0).little(2, count).little(2, count);
    return little(4, length).little(4, start).little(2, 0);
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 16];
    while (!deflater.finished()) packed.write(block, 0, deflater.deflate(block));
    deflater.end();
    return packed.toByteArray();
  }
}
