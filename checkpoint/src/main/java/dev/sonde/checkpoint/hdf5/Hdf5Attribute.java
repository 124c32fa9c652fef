package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A named value beside the data of a group or dataset. */
public final class Hdf5Attribute {

  private final String name;
  private final Datatype type;
  private final @Nullable Shape shape;
  private final Bytes data;
  private final GlobalHeap heap;

  Hdf5Attribute(String name, Datatype type, @Nullable Shape shape, Bytes data, GlobalHeap heap) {
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.data = data;
    this.heap = heap;
  }

  public String name() {
    return name;
  }

  /** The number of elements; 1 for a scalar. */
  public long count() {
    return shape == null ? 0 : shape.count();
  }

  /** What the elements are, in words. */
  public String type() {
    return type.describe();
  }

  public boolean isText() {
    return type instanceof Datatype.FixedText || type instanceof Datatype.HeapText;
  }

  /** Whether {@link #numbers} can be called. */
  public boolean isNumbers() {
    return type instanceof Datatype.Numbers && shape != null;
  }

  /**
   * The elements as text, in order; none for an empty attribute, whatever its type (h5py writes an
   * empty list of names as numbers).
   *
   * @throws CheckpointException if they are no text
   */
  public List<String> texts() {
    return count() == 0 ? List.of() : Texts.read(type, data, count(), heap);
  }

  /**
   * The elements as numbers.
   *
   * @throws CheckpointException if they are no numbers
   */
  public Tensor numbers() {
    if (!(type instanceof Datatype.Numbers numbers) || shape == null) {
      throw data.error(
          0,
          "attribute '" + ObjectPath.shown(name) + "' holds " + type.describe() + ", not numbers");
    }
    return Tensor.view(
        name, numbers.dtype(), shape, data.storage(), 0, shape.rowMajorStrides(), numbers.order());
  }
}
