package dev.sonde.checkpoint.flax;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks the maps of one file and adds its arrays. */
final class FlaxTree {

  /** Extension types of {@code flax.serialization}. */
  static final int ARRAY = 1;

  private static final int COMPLEX = 2;
  private static final int SCALAR = 3;

  /** Arrays beyond a gigabyte are a map of this key, the shape, and pieces in their order. */
  private static final String CHUNKED = "__msgpack_chunked_array__";

  private static final int MAX_DEPTH = 64;
  private static final int MAX_KEY = 1024;
  private static final int MAX_FACTS = 10_000;

  /** A long key above many values would be repeated in each of their addresses. */
  private static final long CHARACTERS_PER_BYTE = 16;

  private final Bytes bytes;
  private final MessagePack in;
  private final Contents.Builder contents;
  private long room;
  private int facts;

  FlaxTree(Bytes bytes, Contents.Builder contents) {
    this.bytes = bytes;
    this.in = new MessagePack(bytes, 0);
    this.contents = contents;
    this.room = CHARACTERS_PER_BYTE * bytes.size() + (1 << 20);
  }

  void read() {
    in.next();
    value("", 0);
    if (!in.atEnd()) contents.note("bytes after the value are not read");
  }

  /** An array as it lies in the file. */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  private record Piece(DType dtype, long[] extents, Bytes data) {}

  /** Adds the value at the cursor under {@code address}. */
  private void value(String address, int depth) {
    room -= address.length();
    if (room < 0) throw in.error("keys that repeat more than the file holds");
    if (depth > MAX_DEPTH) throw in.error("maps are nested more than " + MAX_DEPTH + " deep");
    switch (in.kind()) {
      case MAP -> map(address, depth, in.size());
      case LIST -> list(address, depth, in.size());
      case EXTENSION -> extension(address);
      case NIL, BOOL, INTEGER, REAL, TEXT, BYTES -> fact(address, in.show());
    }
  }

  private void fact(String address, String text) {
    if (facts++ < MAX_FACTS) contents.metadata(address, text);
  }

  private static String joined(String address, String key) {
    return address.isEmpty() ? key : address + "/" + key;
  }

  private void list(String address, int depth, long count) {
    for (long i = 0; i < count; i++) {
      in.next();
      value(joined(address, Long.toString(i)), depth + 1);
    }
  }

  private void map(String address, int depth, long count) {
    for (long i = 0; i < count; i++) {
      String key = key();
      in.next();
      if (i == 0 && key.equals(CHUNKED)) {
        chunked(address, count - 1);
        return;
      }
      value(joined(address, key), depth + 1);
    }
  }

  private String key() {
    MessagePack.Kind kind = in.next();
    return kind == MessagePack.Kind.INTEGER ? in.show() : in.text(MAX_KEY);
  }

  private void extension(String address) {
    switch (in.extension()) {
      case ARRAY, SCALAR -> {
        Piece piece = array(address);
        if (piece != null) add(address, piece);
      }
      case COMPLEX -> fact(address, "a complex number");
      default -> contents.note("'" + address + "' is an extension of an unknown type: left out");
    }
  }

  private void add(String address, Piece piece) {
    String name = address.isEmpty() ? "array" : address;
    contents.add(name, piece.dtype(), piece.extents(), piece.data().storage(), 0);
    if (contents.byteSize(name) != piece.data().size()) {
      throw in.error(
          "array '%s' has %d bytes, its shape needs %d"
              .formatted(name, piece.data().size(), contents.byteSize(name)));
    }
  }

  /** {@code (shape, dtype, bytes)}; null if the dtype cannot be read. */
  private @Nullable Piece array(String address) {
    MessagePack inside = new MessagePack(in.content(), 0);
    if (inside.next() != MessagePack.Kind.LIST || inside.size() != 3) {
      throw in.error("array '" + address + "' is not (shape, dtype, bytes)");
    }
    if (inside.next() != MessagePack.Kind.LIST || inside.size() > Shape.MAX_RANK) {
      throw in.error("array '" + address + "' has no shape");
    }
    long[] extents = new long[(int) inside.size()];
    for (int i = 0; i < extents.length; i++) {
      if (inside.next() != MessagePack.Kind.INTEGER) throw in.error("a shape of other things");
      extents[i] = inside.integer();
    }
    inside.next();
    String name = inside.text(64);
    DType dtype = dtype(name);
    if (inside.next() != MessagePack.Kind.BYTES) throw in.error("array '" + address + "' is empty");
    if (dtype != null) return new Piece(dtype, extents, inside.content());
    contents.note("'" + address + "' has the dtype " + name + ": left out");
    return null;
  }

  /** {@code {"__msgpack_chunked_array__": true, "shape": {"0": …}, "chunks": {"0": …}}}. */
  private void chunked(String address, long entries) {
    List<Long> extents = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    for (long i = 0; i < entries; i++) {
      String key = key();
      if (in.next() != MessagePack.Kind.MAP) throw in.error("a damaged array in pieces");
      long count = in.size();
      for (long j = 0; j < count; j++) {
        key();
        MessagePack.Kind kind = in.next();
        if (key.equals("shape") && kind == MessagePack.Kind.INTEGER && j < Shape.MAX_RANK) {
          extents.add(in.integer());
        } else if (kind == MessagePack.Kind.EXTENSION && in.extension() == ARRAY) {
          Piece piece = array(address);
          if (piece == null) return;
          pieces.add(piece);
        } else {
          throw in.error("a damaged array in pieces");
        }
      }
    }
    if (pieces.isEmpty()) throw in.error("an array in pieces without pieces");
    addPieces(address, extents, pieces);
  }

  private void addPieces(String address, List<Long> extents, List<Piece> pieces) {
    DType dtype = pieces.getFirst().dtype();
    if (pieces.stream().anyMatch(piece -> piece.dtype() != dtype)) {
      throw in.error("array '" + address + "' has pieces of several types");
    }
    long size = pieces.stream().mapToLong(piece -> piece.data().size()).sum();
    Storage whole =
        Storage.deferred(
            size,
            target -> {
              long at = 0;
              for (Piece piece : pieces) {
                MemorySegment from = piece.data().segment();
                MemorySegment.copy(from, 0, target, at, from.byteSize());
                at += from.byteSize();
              }
            });
    long[] shape = extents.stream().mapToLong(Long::longValue).toArray();
    contents.add(address, dtype, shape, whole, 0);
    if (contents.byteSize(address) != size) {
      throw new CheckpointException(
          bytes.name() + ": array '" + address + "' in pieces of " + size + " bytes");
    }
  }

  private static @Nullable DType dtype(String name) {
    for (DType dtype : DType.values()) if (dtype.label().equals(name)) return dtype;
    return null;
  }
}
