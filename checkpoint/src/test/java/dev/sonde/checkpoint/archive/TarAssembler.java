package dev.sonde.checkpoint.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes tar archives header by header, honest ones and others. */
final class TarAssembler {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  TarAssembler file(String name, byte[] content) {
    return entry(name, '0', Long.toOctalString(content.length), content);
  }

  /** Any type and any text for the size. */
  TarAssembler entry(String name, char type, String size, byte[] content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, size);
    put(header, 257, "ustar\00000");
    header[156] = (byte) type;
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) sum += b & 0xff;
    put(header, 148, "%06o\0 ".formatted(sum));
    out.writeBytes(header);
    out.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    return this;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  byte[] done() {
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }
}
