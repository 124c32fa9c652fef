package dev.sonde.tensor;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tensor's elements in row-major order, any range at a time, into arrays: the one door
 * between bytes and numbers. Contiguous data is copied in bulk; strided data is gathered run by
 * run.
 *
 * <p>Not thread-safe, but cheap: take one per thread. It holds the bytes of a deferred storage
 * alive.
 */
public final class TensorReader {

  /** Numbers that go through a small array on their way out of coded blocks. */
  private static final int DECODED = 1 << 10;

  private final Tensor tensor;

  /** Where the elements lie; of coded blocks that are decoded on the way, the blocks. */
  private final MemorySegment bytes;

  /** Set if the elements are decoded on the way. */
  private final @Nullable BlockReader blocks;

  private final boolean swapped;

  /**
   * The view with neighbouring axes merged where they lie one after the other: fewer, longer runs.
   */
  private final long[] extents;

  private final long[] strides;

  TensorReader(Tensor tensor) {
    if (tensor.dtype().isComplex()) {
      throw new IllegalArgumentException(tensor + ": complex elements are read through asReal()");
    }
    this.tensor = tensor;
    this.swapped = tensor.order() != ByteOrder.LITTLE_ENDIAN;
    long[] merged = tensor.shape().toArray();
    long[] steps = tensor.strides();
    int rank = merge(merged, steps);
    this.extents = Arrays.copyOf(merged, rank);
    this.strides = Arrays.copyOf(steps, rank);
    // Along a row blocks are decoded as they come; a walk across rows would decode each of them
    // again for every element.
    if (tensor.storage() instanceof Storage.Coded coded && (rank == 0 || strides[rank - 1] == 1)) {
      this.bytes = coded.blocks();
      this.blocks = new BlockReader(bytes, coded.layout());
    } else {
      this.bytes = bytes(tensor);
      this.blocks = null;
    }
  }

  private static MemorySegment bytes(Tensor tensor) {
    try {
      return tensor.storage().bytes();
    } catch (InternalError e) {
      throw new TensorException(tensor.address(), e);
    }
  }

  private static int merge(long[] extents, long[] strides) {
    int rank = 0;
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] == 1) continue;
      if (rank > 0 && strides[rank - 1] == strides[axis] * extents[axis]) {
        extents[rank - 1] *= extents[axis];
        strides[rank - 1] = strides[axis];
      } else {
        extents[rank] = extents[axis];
        strides[rank] = strides[axis];
        rank++;
      }
    }
    return rank;
  }

  /** What happens to one run of elements that lie a constant step apart. */
  @FunctionalInterface
  private interface Run {
    void at(long byteOffset, long byteStep, int target, int length);
  }

  /**
   * Reads elements {@code start} to {@code start + length} into {@code target}, rounding to float
   * where the type is wider.
   *
   * @throws IndexOutOfBoundsException if the range is not inside the tensor
   */
  public void floats(long start, float[] target, int length) {
    BlockReader coded = blocks;
    if (coded != null) {
      runs(
          start,
          target.length,
          length,
          (at, step, to, n) -> coded.floats(at / Float.BYTES, target, to, n));
      return;
    }
    Elements elements = Elements.of(tensor.dtype(), swapped);
    runs(
        start,
        target.length,
        length,
        (at, step, to, n) -> elements.floats(bytes, at, step, target, to, n));
  }

  /** As {@link #floats}, in double precision. */
  public void doubles(long start, double[] target, int length) {
    if (blocks != null) {
      Objects.checkFromIndexSize(0, length, target.length);
      float[] some = new float[Math.min(DECODED, length)];
      for (int done = 0; done < length; done += DECODED) {
        int n = Math.min(DECODED, length - done);
        floats(start + done, some, n);
        for (int i = 0; i < n; i++) target[done + i] = some[i];
      }
      return;
    }
    Elements elements = Elements.of(tensor.dtype(), swapped);
    runs(
        start,
        target.length,
        length,
        (at, step, to, n) -> elements.doubles(bytes, at, step, target, to, n));
  }

  /**
   * Reads the raw bits of elements of a 2-byte type.
   *
   * @throws IllegalStateException if the elements are not 2 bytes wide
   */
  public void bits16(long start, short[] target, int length) {
    if (tensor.dtype().byteSize() != 2)
      throw new IllegalStateException(tensor + ": not a 16-bit type");
    Elements elements = Elements.of(tensor.dtype(), swapped);
    runs(
        start,
        target.length,
        length,
        (at, step, to, n) -> elements.bits16(bytes, at, step, target, to, n));
  }

  /** Reads elements as they would stand in a row-major little-endian file. */
  public void littleEndian(long start, ByteBuffer target, int length) {
    if (blocks != null) {
      float[] some = new float[Math.min(DECODED, length)];
      MemorySegment room = MemorySegment.ofBuffer(target);
      for (int done = 0; done < length; done += DECODED) {
        int n = Math.min(DECODED, length - done);
        floats(start + done, some, n);
        MemorySegment.copy(some, 0, room, LittleEndian.FLOAT, 4L * done, n);
      }
      target.position(target.position() + 4 * length);
      return;
    }
    Elements elements = Elements.of(tensor.dtype(), swapped);
    int size = tensor.dtype().byteSize();
    int base = target.position();
    runs(
        start,
        target.remaining() / size,
        length,
        (at, step, to, n) -> elements.copyBytes(bytes, at, step, target, base + to * size, n));
    target.position(base + length * size);
  }

  /**
   * Gives the memory of these elements back to the system where they are pages of a mapped file;
   * they are read again when someone asks. With it a file larger than memory can be streamed
   * without filling it. Does nothing for other storages.
   */
  public void release(long start, long length) {
    Objects.checkFromIndexSize(start, length, tensor.count());
    if (length == 0 || !bytes.isMapped()) return;
    long first = byteOffset(position(start));
    long last = byteOffset(position(start + length - 1));
    long from = Math.min(first, last);
    long to = Math.max(first, last) + tensor.dtype().byteSize();
    if (tensor.storage() instanceof Storage.Coded coded && blocks != null) {
      BlockLayout layout = coded.layout();
      from = from / Float.BYTES / layout.elements() * layout.bytes();
      to = ((to / Float.BYTES - 1) / layout.elements() + 1) * layout.bytes();
    }
    bytes.asSlice(from, to - from).unload();
  }

  private void runs(long start, int room, int length, Run run) {
    Objects.checkFromIndexSize(start, length, tensor.count());
    Objects.checkFromIndexSize(0, length, room);
    if (length == 0) return;
    try {
      if (extents.length == 0) run.at(tensor.byteOffset(), tensor.dtype().byteSize(), 0, 1);
      else gather(start, length, run);
      tensor.storage().read((long) length * tensor.dtype().byteSize());
    } catch (InternalError e) {
      throw new TensorException(tensor.address(), e);
    }
  }

  private void gather(long start, int length, Run run) {
    int size = tensor.dtype().byteSize();
    int last = extents.length - 1;
    long[] index = position(start);
    int done = 0;
    while (done < length) {
      int n = (int) Math.min(length - done, extents[last] - index[last]);
      run.at(byteOffset(index), strides[last] * size, done, n);
      done += n;
      index[last] += n;
      carry(index);
    }
  }

  private long[] position(long element) {
    long[] index = new long[extents.length];
    long rest = element;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      index[axis] = rest % extents[axis];
      rest /= extents[axis];
    }
    return index;
  }

  private long byteOffset(long[] index) {
    long element = 0;
    for (int axis = 0; axis < index.length; axis++) element += index[axis] * strides[axis];
    return tensor.byteOffset() + element * tensor.dtype().byteSize();
  }

  private void carry(long[] index) {
    for (int axis = index.length - 1; axis > 0 && index[axis] == extents[axis]; axis--) {
      index[axis] = 0;
      index[axis - 1]++;
    }
  }
}
