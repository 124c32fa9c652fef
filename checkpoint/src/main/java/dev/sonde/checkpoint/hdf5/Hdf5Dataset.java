package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dataset: described when the file is opened, its data mapped or put together when it is read.
 */
public final class Hdf5Dataset {

  private final ObjectPath path;
  private final Datatype type;
  private final @Nullable Shape shape;
  private final Storage storage;
  private final GlobalHeap heap;
  private final LazyAttributes attributes;

  Hdf5Dataset(
      ObjectPath path,
      Datatype type,
      @Nullable Shape shape,
      Storage storage,
      GlobalHeap heap,
      LazyAttributes attributes) {
    this.path = path;
    this.type = type;
    this.shape = shape;
    this.storage = storage;
    this.heap = heap;
    this.attributes = attributes;
  }

  /** The same data under another name: it claims its bytes once more. */
  Hdf5Dataset under(String otherPath, DataLimit limit) {
    ObjectPath other = new ObjectPath(path.file(), otherPath);
    limit.claim(other, byteSize());
    return new Hdf5Dataset(other, type, shape, storage, heap, attributes);
  }

  /** {@code /model_weights/dense/dense/kernel:0}, … */
  public String path() {
    return path.path();
  }

  /** What the elements are, in words. */
  public String type() {
    return type.describe();
  }

  /** The number of elements; 1 for a scalar. */
  public long count() {
    return shape == null ? 0 : shape.count();
  }

  /** The bytes that the elements take when they are read. */
  public long byteSize() {
    return storage.byteSize();
  }

  /** Whether there is a shape at all: a null dataset (h5py's {@code Empty}) has none. */
  public boolean isNull() {
    return shape == null;
  }

  /** Whether {@link #tensor} can be called. */
  public boolean isNumbers() {
    return shape != null && (type instanceof Datatype.Numbers || type instanceof Datatype.Block);
  }

  public boolean isText() {
    return type instanceof Datatype.FixedText || type instanceof Datatype.HeapText;
  }

  /** The dataset's attributes by name, read at the first call. */
  public Map<String, Hdf5Attribute> attributes() {
    return attributes.get();
  }

  /** The attribute of a name, or null. */
  public @Nullable Hdf5Attribute attribute(String name) {
    return attributes().get(name);
  }

  /**
   * The elements as a tensor; elements that are small arrays add their axes behind the dataset's.
   *
   * @throws CheckpointException if they are no numbers
   */
  public Tensor tensor(String address) {
    if (shape == null) throw path.error("a null dataset, which holds no numbers");
    return switch (type) {
      case Datatype.Numbers numbers -> view(address, numbers.dtype(), shape, numbers.order());
      case Datatype.Block(Datatype.Numbers element, Shape inner, long size) ->
          view(address, element.dtype(), joined(shape, inner), element.order());
      case Datatype.FixedText t -> throw notNumbers();
      case Datatype.HeapText t -> throw notNumbers();
      case Datatype.Opaque o -> throw notNumbers();
      case Datatype.Other o -> throw notNumbers();
    };
  }

  /**
   * Opaque elements as little-endian numbers of a type that HDF5 had no word for when they were
   * written (Keras stores bfloat16 so).
   *
   * @throws CheckpointException if the elements are not opaque, or not as wide as the type
   */
  public Tensor opaqueAs(DType dtype, String address) {
    if (!isOpaque(dtype.byteSize()) || shape == null) {
      throw path.error("holds " + type.describe() + ", not opaque elements of " + dtype.byteSize());
    }
    return view(address, dtype, shape, ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether elements are opaque bytes, so many each. */
  public boolean isOpaque(int size) {
    return type instanceof Datatype.Opaque opaque && opaque.size() == size;
  }

  /**
   * The elements as text, in row-major order.
   *
   * @throws CheckpointException if they are no text
   */
  public List<String> texts() {
    if (count() == 0) return List.of();
    try {
      return Texts.read(type, Bytes.of(path.file(), storage.bytes()), count(), heap);
    } catch (CheckpointException e) {
      throw path.at(e);
    }
  }

  private CheckpointException notNumbers() {
    return path.error("holds " + type.describe() + ", not numbers");
  }

  private Shape joined(Shape outer, Shape inner) {
    long[] all = Arrays.copyOf(outer.toArray(), outer.rank() + inner.rank());
    System.arraycopy(inner.toArray(), 0, all, outer.rank(), inner.rank());
    try {
      return Shape.of(all);
    } catch (IllegalArgumentException e) {
      throw path.error(String.valueOf(e.getMessage()));
    }
  }

  private Tensor view(String address, DType dtype, Shape extents, ByteOrder order) {
    return Tensor.view(address, dtype, extents, storage, 0, extents.rowMajorStrides(), order);
  }
}
