package dev.sonde.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A named, dense array viewed over a {@link Storage}: nothing is copied before it is read, and
 * slices, transposes and gate blocks are views.
 *
 * <pre>{@code
 * Tensor weight = checkpoint.tensor("decoder.rnn.weight_hh_l0"); // [2048 × 512]
 * Tensor forget = weight.slice(0, 512, 1024);                    // rows of the forget gate
 * float[] values = forget.toFloats();
 * }</pre>
 */
public final class Tensor {

  /** Elements of a small array of float32. */
  private static final int ON_HEAP = 1 << 14;

  private final String address;
  private final DType dtype;
  private final Shape shape;
  private final Storage storage;
  private final long byteOffset;
  private final long[] strides;
  private final ByteOrder order;

  private Tensor(
      String address,
      DType dtype,
      Shape shape,
      Storage storage,
      long byteOffset,
      long[] strides,
      ByteOrder order) {
    this.address = address;
    this.dtype = dtype;
    this.shape = shape;
    this.storage = storage;
    this.byteOffset = byteOffset;
    this.strides = strides;
    this.order = order;
  }

  /**
   * A row-major, little-endian tensor that starts at {@code byteOffset} of {@code storage}.
   *
   * @throws IllegalArgumentException if the elements do not lie inside the storage
   */
  public static Tensor of(
      String address, DType dtype, Shape shape, Storage storage, long byteOffset) {
    return view(
        address,
        dtype,
        shape,
        storage,
        byteOffset,
        shape.rowMajorStrides(),
        ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A view with given element strides (0 and negative strides are allowed).
   *
   * @throws IllegalArgumentException if any element lies outside the storage
   */
  public static Tensor view(
      String address,
      DType dtype,
      Shape shape,
      Storage storage,
      long byteOffset,
      long[] strides,
      ByteOrder order) {
    if (strides.length != shape.rank()) {
      throw new IllegalArgumentException(strides.length + " strides for shape " + shape);
    }
    if (shape.count() > 0) requireInside(dtype, shape, storage.byteSize(), byteOffset, strides);
    return new Tensor(address, dtype, shape, storage, byteOffset, strides.clone(), order);
  }

  private static void requireInside(
      DType dtype, Shape shape, long available, long byteOffset, long[] strides) {
    try {
      long low = byteOffset;
      long high = Math.addExact(byteOffset, dtype.byteSize());
      for (int axis = 0; axis < strides.length; axis++) {
        long reach =
            Math.multiplyExact(
                Math.multiplyExact(shape.extent(axis) - 1, strides[axis]), (long) dtype.byteSize());
        if (reach < 0) low = Math.addExact(low, reach);
        else high = Math.addExact(high, reach);
      }
      if (low < 0 || high > available) {
        throw new IllegalArgumentException(
            dtype.label()
                + " "
                + shape
                + " needs bytes "
                + low
                + " to "
                + high
                + " of a storage of "
                + available);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          dtype.label()
              + " "
              + shape
              + " with strides "
              + Arrays.toString(strides)
              + " reaches beyond 2^63 bytes",
          e);
    }
  }

  /** A row-major float32 tensor that holds a copy of {@code values}. */
  public static Tensor ofFloats(String address, Shape shape, float[] values) {
    requireCount(shape, values.length);
    return of(address, DType.FLOAT32, shape, Storage.mapped(copied(values)), 0);
  }

  /** A row-major float64 tensor that holds a copy of {@code values}. */
  public static Tensor ofDoubles(String address, Shape shape, double[] values) {
    requireCount(shape, values.length);
    MemorySegment segment = Arena.ofAuto().allocate(8L * values.length, 8);
    MemorySegment.copy(values, 0, segment, LittleEndian.DOUBLE, 0, values.length);
    return of(address, DType.FLOAT64, shape, Storage.mapped(segment), 0);
  }

  /** Small arrays stay on the heap: memory of its own costs each of them microseconds. */
  private static MemorySegment copied(float[] values) {
    boolean small = values.length <= ON_HEAP && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    if (small) return MemorySegment.ofArray(values.clone());
    MemorySegment segment = Arena.ofAuto().allocate(4L * values.length, 8);
    MemorySegment.copy(values, 0, segment, LittleEndian.FLOAT, 0, values.length);
    return segment;
  }

  private static void requireCount(Shape shape, int length) {
    if (shape.count() != length)
      throw new IllegalArgumentException(length + " values for shape " + shape);
  }

  /** The tensor's name in its checkpoint, such as {@code decoder.rnn/W_hf}. */
  public String address() {
    return address;
  }

  public DType dtype() {
    return dtype;
  }

  /**
   * The type as the file has it: {@code q4_0} where numbers are packed in blocks and {@link
   * #dtype()} is what they are decoded to; else the name of {@link #dtype()}.
   */
  public String storedType() {
    return storage instanceof Storage.Coded coded ? coded.layout().label() : dtype.label();
  }

  public Shape shape() {
    return shape;
  }

  /** The number of elements; may exceed 2³¹. */
  public long count() {
    return shape.count();
  }

  /** Bytes of the elements, as they would stand in a row-major file. */
  public long byteSize() {
    return Math.multiplyExact(count(), dtype.byteSize());
  }

  public Storage storage() {
    return storage;
  }

  /** Where element [0, …, 0] starts in the storage, in bytes. */
  public long byteOffset() {
    return byteOffset;
  }

  /** Distance between neighbours along each axis, in elements. */
  public long[] strides() {
    return strides.clone();
  }

  public ByteOrder order() {
    return order;
  }

  /** Whether the elements lie in row-major order without gaps. */
  public boolean isContiguous() {
    if (count() == 0) return true;
    long step = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (shape.extent(axis) != 1 && strides[axis] != step) return false;
      step *= shape.extent(axis);
    }
    return true;
  }

  /** The same elements under another address. */
  public Tensor named(String newAddress) {
    return new Tensor(newAddress, dtype, shape, storage, byteOffset, strides, order);
  }

  /**
   * The part from {@code start} (included) to {@code end} (excluded) of one axis, as a view.
   *
   * @throws IndexOutOfBoundsException if the range is not inside the axis
   */
  public Tensor slice(int axis, long start, long end) {
    if (start < 0 || end < start || end > shape.extent(axis)) {
      throw new IndexOutOfBoundsException(
          address
              + ": "
              + start
              + ".."
              + end
              + " of axis "
              + axis
              + " with extent "
              + shape.extent(axis));
    }
    long[] extents = shape.toArray();
    extents[axis] = end - start;
    return new Tensor(
        address,
        dtype,
        Shape.of(extents),
        storage,
        byteOffset + start * strides[axis] * dtype.byteSize(),
        strides,
        order);
  }

  /**
   * The axes in the order {@code axes}, as a view: {@code transpose(1, 0)} swaps rows and columns.
   */
  public Tensor transpose(int... axes) {
    if (axes.length != shape.rank() || Arrays.stream(axes).distinct().count() != axes.length) {
      throw new IllegalArgumentException(
          address + ": axes " + Arrays.toString(axes) + " for shape " + shape);
    }
    long[] extents = new long[axes.length];
    long[] turned = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      extents[i] = shape.extent(axes[i]);
      turned[i] = strides[axes[i]];
    }
    return new Tensor(address, dtype, Shape.of(extents), storage, byteOffset, turned, order);
  }

  /**
   * The same elements in the same order under another shape of equal count.
   *
   * @throws IllegalArgumentException if the counts differ or the view is not contiguous
   */
  public Tensor reshape(Shape other) {
    if (other.count() != count() || !isContiguous()) {
      throw new IllegalArgumentException(address + ": " + shape + " cannot be viewed as " + other);
    }
    return new Tensor(address, dtype, other, storage, byteOffset, other.rowMajorStrides(), order);
  }

  /**
   * Complex elements as pairs of reals along a new last axis (PyTorch's {@code view_as_real});
   * others unchanged.
   */
  public Tensor asReal() {
    if (!dtype.isComplex()) return this;
    long[] extents = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    long[] doubled = new long[extents.length];
    for (int axis = 0; axis < strides.length; axis++) doubled[axis] = 2 * strides[axis];
    extents[strides.length] = 2;
    doubled[strides.length] = 1;
    DType real = dtype == DType.COMPLEX64 ? DType.FLOAT32 : DType.FLOAT64;
    return new Tensor(address, real, Shape.of(extents), storage, byteOffset, doubled, order);
  }

  /** Opens the elements for reading, block by block, in row-major order. */
  public TensorReader reader() {
    return new TensorReader(this);
  }

  /**
   * All elements in row-major order, rounded to float where the type is wider.
   *
   * @throws IllegalArgumentException if there are more than fit in an array
   */
  public float[] toFloats() {
    float[] values = new float[arrayLength()];
    reader().floats(0, values, values.length);
    return values;
  }

  /** All elements in row-major order; see {@link #toFloats}. Integers beyond 2⁵³ are rounded. */
  public double[] toDoubles() {
    double[] values = new double[arrayLength()];
    reader().doubles(0, values, values.length);
    return values;
  }

  private int arrayLength() {
    if (count() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          address + ": " + count() + " elements do not fit in one array; use reader()");
    }
    return (int) count();
  }

  /** {@code decoder.rnn.weight_hh_l0 float32 [2048, 512]} */
  @Override
  public String toString() {
    return address + " " + storedType() + " " + shape;
  }
}
