package dev.sonde.checkpoint.archive;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.zip.GZIPInputStream;

/** A file packed by gzip (RFC 1952): one stream, or several one after the other. */
final class Gzip {

  private static final int BLOCK = 1 << 16;

  private Gzip() {}

  static boolean recognises(Bytes bytes) {
    return bytes.startsWith(0, (byte) 0x1f, (byte) 0x8b, (byte) 8);
  }

  /** What is packed, under the file's own name without {@code .gz}. */
  static Member member(Bytes packed, String name) {
    return new Member(
        name,
        length -> head(packed, name, length),
        budget -> {
          Bytes whole = unpacked(packed, name, budget.left());
          budget.spend(whole.size());
          return whole;
        });
  }

  /** The first bytes, as many as can be unpacked: a damaged file has fewer. */
  private static Bytes head(Bytes packed, String name, int length) {
    byte[] head = new byte[length];
    int read = 0;
    try (InputStream in = new GZIPInputStream(new Segment(packed), BLOCK)) {
      for (int n; read < length && (n = in.read(head, read, length - read)) >= 0; ) read += n;
    } catch (IOException damaged) {
      // What was read until there tells what it is; reading all of it says what is wrong.
    }
    return Bytes.of(packed.name() + "!" + name, MemorySegment.ofArray(head).asSlice(0, read));
  }

  private static Bytes unpacked(Bytes packed, String name, long limit) {
    try (InputStream in = new GZIPInputStream(new Segment(packed), BLOCK)) {
      return Bytes.of(packed.name() + "!" + name, Scratch.of(in, limit));
    } catch (IOException e) {
      throw new CheckpointException(
          packed.name() + ": damaged gzip data: " + e.getMessage() + "; copy it again", e);
    }
  }

  /** The bytes of a mapped file as a stream. */
  private static final class Segment extends InputStream {
    private final Bytes bytes;
    private long at;

    Segment(Bytes bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return at < bytes.size() ? bytes.u8(at++) : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
      if (length == 0) return 0;
      int n = (int) Math.min(length, bytes.size() - at);
      if (n <= 0) return -1;
      MemorySegment.copy(bytes.segment(), at, MemorySegment.ofArray(target), from, n);
      at += n;
      return n;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, bytes.size() - at);
    }
  }
}
