package dev.sonde.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** The bytes that one or more tensors view. */
public sealed interface Storage {

  long byteSize();

  /**
   * All bytes, read-only. Hold the segment while you read: deferred bytes may be dropped between
   * two calls and made again.
   */
  MemorySegment bytes();

  /** Bytes of a mapped file (or of memory). */
  static Storage mapped(MemorySegment segment) {
    return mapped(segment, new Mapping(segment));
  }

  /** A part of a mapped file that others have parts of. */
  static Storage mapped(MemorySegment segment, Mapping mapping) {
    return new Mapped(segment.asReadOnly(), mapping);
  }

  /** Tells that so many bytes were read, so that their memory can be given back. */
  default void read(long bytes) {}

  /**
   * Bytes that must be made first (inflated, decoded): made at the first {@link #bytes()}, off the
   * heap, in a file that is already deleted when they are large, so that an archive larger than
   * memory can be streamed.
   */
  static Storage deferred(long byteSize, Loader loader) {
    return new Deferred(byteSize, loader);
  }

  /**
   * Numbers packed in blocks, as the {@code float32} elements that they stand for: decoded where
   * they are read, never all at once unless someone asks for {@link #bytes()} or reads across rows.
   * Bytes after the last whole block are ignored.
   */
  static Storage coded(MemorySegment blocks, BlockLayout layout) {
    return new Coded(blocks.asReadOnly(), layout);
  }

  /** Fills a zeroed segment of exactly the storage's size. */
  @FunctionalInterface
  interface Loader {
    void fill(MemorySegment target);
  }

  /** See {@link #mapped}. */
  record Mapped(MemorySegment bytes, Mapping mapping) implements Storage {
    @Override
    public void read(long count) {
      mapping.read(count);
    }

    @Override
    public long byteSize() {
      return bytes.byteSize();
    }
  }

  /** See {@link #coded}. */
  final class Coded implements Storage {
    private static final int BLOCK = 1 << 12;

    private final MemorySegment blocks;
    private final BlockLayout layout;
    private final Storage whole;

    private Coded(MemorySegment blocks, BlockLayout layout) {
      this.blocks = blocks;
      this.layout = layout;
      long elements = blocks.byteSize() / layout.bytes() * layout.elements();
      this.whole = deferred(Math.multiplyExact(4L, elements), this::fill);
    }

    BlockLayout layout() {
      return layout;
    }

    MemorySegment blocks() {
      return blocks;
    }

    @Override
    public long byteSize() {
      return whole.byteSize();
    }

    @Override
    public MemorySegment bytes() {
      return whole.bytes();
    }

    private void fill(MemorySegment target) {
      BlockReader reader = new BlockReader(blocks, layout);
      float[] some = new float[BLOCK];
      long count = target.byteSize() / 4;
      for (long at = 0; at < count; at += BLOCK) {
        int n = (int) Math.min(BLOCK, count - at);
        reader.floats(at, some, 0, n);
        MemorySegment.copy(some, 0, target, LittleEndian.FLOAT, 4 * at, n);
      }
    }
  }

  /** See {@link #deferred}. */
  final class Deferred implements Storage {
    private final long byteSize;
    private final Loader loader;
    private WeakReference<@Nullable MemorySegment> made = new WeakReference<>(null);

    private Deferred(long byteSize, Loader loader) {
      if (byteSize < 0) throw new IllegalArgumentException("storage of " + byteSize + " bytes");
      this.byteSize = byteSize;
      this.loader = loader;
    }

    @Override
    public long byteSize() {
      return byteSize;
    }

    @Override
    public synchronized MemorySegment bytes() {
      MemorySegment segment = made.get();
      if (segment == null) {
        MemorySegment fresh = Scratch.zeros(byteSize);
        loader.fill(fresh);
        segment = fresh.asReadOnly();
        made = new WeakReference<>(segment);
      }
      return segment;
    }
  }
}
